/**
 * What the commands train and compare show while they work, and the option {@code --vary}. Sees
 * {@code train}, {@code data} and {@code cli.line}.
 */
package org.normprop.cli.training;
