/**
 * What commands show a person, and the formats that programs read, as text: {@link RowText}
 * (units), {@link KernelText}, {@link KernelTable} and {@link MeanFieldText} (pairs), {@link
 * VerifyText}, {@link VerifyMarkdown} and {@link VerifyData} over {@link VerdictWords} (claims),
 * {@link ComparisonTable} over {@link ComparisonWords}, {@link PropagationTable}.
 */
package org.normprop.report.words;
