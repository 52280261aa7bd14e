/**
 * Where commands have their long work done: {@link org.normprop.cli.work.Workplace}, in {@link
 * org.normprop.cli.work.ThisProcess} or on a cluster; and what they need there.
 */
package org.normprop.cli.work;
