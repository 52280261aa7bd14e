/** JSON, read strictly and written in one way. Sees nothing else. */
package org.normprop.json;
