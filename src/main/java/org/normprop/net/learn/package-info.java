/** What training needs besides layers: losses, optimisers, schedules of the learning rate. */
package org.normprop.net.learn;
