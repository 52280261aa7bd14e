/**
 * What decides a result, typed. In reading order: {@link Setting} is the list, each with a {@link
 * Rule} that reads its text once; {@link Settings} is a value for each, {@link Demo} a named set of
 * them, {@link SettingsLine} how they are typed again. The enums beside are values of settings that
 * nobody else has.
 */
package org.normprop.train.setting;
