/** What goes through a network: predicted, measured, and its Jacobian. */
package org.normprop.net.flow;
