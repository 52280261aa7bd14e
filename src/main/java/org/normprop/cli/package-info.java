/**
 * The commands, and the only place that sees the terminal and the exit code; Commons CLI stays in
 * {@code cli.line}.
 *
 * <p>In reading order: {@link org.normprop.cli.CommandLine} finds the command and says what went
 * wrong, {@code Commands} lists them. Then a class for each command, and beside them what several
 * share: {@code SettingOptions} (training's settings as options), {@code Rhos} and {@code
 * EmpiricalData} (what goes in), {@code ComputedConstants} (what no table holds), {@code Words}
 * (what a shell can offer), {@code Engines} and {@code Plots}. Below: {@code cli.about}, {@code
 * cli.training}, {@code cli.constants} and {@code cli.onnx}, the larger commands' work.
 */
package org.normprop.cli;
