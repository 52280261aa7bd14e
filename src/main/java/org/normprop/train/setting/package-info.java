/** What decides a result, typed: options, their rules and the demos made of them. */
package org.normprop.train.setting;
