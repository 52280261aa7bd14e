/** Files written whole or not at all, locks, CSV, and faults in words. Sees nothing else. */
package org.normprop.io;
