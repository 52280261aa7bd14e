/**
 * What training makes small, and its gradient at a network's output; plain functions of arrays,
 * which see nothing of networks.
 */
package org.normprop.net.loss;
