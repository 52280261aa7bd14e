package org.normprop.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.function.Unit;
import org.normprop.moments.sample.Sampling;

/** Verdicts on numbers that nobody published. */
class JudgeTest {

  @TempDir private Path folder;

  private static Verdict judge(String unit, String quantity, String printed, Long samples) {
    Claim claim =
        new Claim(
            "test",
            "test",
            "",
            "",
            Optional.of(Unit.parse(unit)),
            ClaimedQuantity.parse(quantity).orElseThrow(),
            Printed.parse(printed),
            samples == null ? OptionalLong.empty() : OptionalLong.of(samples),
            Claim.Kind.EXACT,
            "");
    return Verification.of(List.of(claim), List.of(), new Sampling(10_000, 1, 1), n -> {})
        .findings()
        .get(0)
        .verdict();
  }

  @ParameterizedTest
  @CsvSource({
    "relu, mean, 0.398942280401, EXACT",
    "relu, mean, 0.398942280402, OFF",
    "relu, gain, sqrt(2), CONVENTION",
    "relu, gain, 1.41421, CONVENTION",
    "relu, gain_squared, 2.934, EXACT",
    "gelu, rms_gain, 1.41421, CONVENTION",
    "sigmoid, std, 0.0434, OFF",
    "sigmoid, std, 0.04338, CONVENTION",
    "hard_tanh, derivative_mean, 0.6827, EXACT",
    "sign, gain, 1.0, EXACT",
    "sign, backward, 0, EXACT",
    "tanh, mean, 0.01, OFF",
    "dropout:keep=0.5, gain, 1.41421356, EXACT",
    "'relu,max:2x2', mean, 1.0457555155, EXACT",
    // 0.58381937010354894...: a double resolves 1.1e-16
    "relu, std, 0.58381937010354886, ROUNDING",
    "relu, std, 0.58381937010354955, OFF",
    "relu, mean, 0.3989422804014326, ROUNDING",
    "relu, mean, 0.39894228040143, EXACT",
    "tanh, gain_squared, 2.7778, CONVENTION"
  })
  void theDigitsDecide(String unit, String quantity, String printed, Verdict.Kind kind) {
    Verdict verdict = judge(unit, quantity, printed, null);
    assertEquals(kind, verdict.kind(), verdict.toString());
  }

  @Test
  void withASampleSizeTheStandardErrorDecides() {
    // std of relu: true 0.58382, spread sqrt(m4 - s^4) / (2 s) = 0.459: 4 errors of 1e4 are 0.018
    assertEquals(Verdict.Kind.WITHIN, judge("relu", "std", "0.5900", 10_000L).kind());
    assertEquals(Verdict.Kind.OFF, judge("relu", "std", "0.6100", 10_000L).kind());
    assertEquals(Verdict.Kind.OFF, judge("relu", "std", "0.5900", 10_000_000L).kind());
  }

  @Test
  void withoutOneTheSizeThatWouldExplainItIsFound() {
    Verdict.Off off = (Verdict.Off) judge("identity", "mean", "0.01", null);
    // One standard error of n normals is 1/sqrt(n): 0.01 at 10,000.
    assertEquals(10_000, off.deviation().explainingSamples(), 1e-6);
    assertEquals(0.01, off.deviation().difference(), 1e-15);
    assertEquals(1, off.deviation().unitsInLastPlace(), 1e-12);
    assertEquals(Double.POSITIVE_INFINITY, off.deviation().relative());
  }

  @Test
  void whereOnlySamplingReachesItSaysHowMuchWouldSettleIt() {
    Verdict.Undecided undecided =
        (Verdict.Undecided) judge("tanh,lp:2x2:p=3", "mean", "1.02", null);
    assertTrue(undecided.samples() > 10_000, undecided.toString());
    assertTrue(Double.isFinite(undecided.samples()));
    assertEquals(Verdict.Kind.OFF, judge("tanh,lp:2x2:p=3", "mean", "2.1", null).kind());
  }

  @Test
  void whatNoRouteReachesIsUndecided() {
    Verdict.Undecided undecided =
        (Verdict.Undecided) judge("max:2x2", "variance_map_slope", "0.5", null);
    assertTrue(Double.isNaN(undecided.samples()));
  }

  @Test
  void moreDigitsThanOurBoundCoversAreUndecided() {
    Verdict.Undecided undecided =
        (Verdict.Undecided) judge("gelu", "mean", "0.28209479177387814347", null);
    assertTrue(undecided.rightDigits() >= 12, undecided.toString());
    assertEquals(Double.POSITIVE_INFINITY, undecided.samples());
  }

  @Test
  void twoRoundingsOfOneNumberDoNotContradictEachOther() {
    String claims =
        """
        unit,quantity,printed
        relu,std,0.58381937010354886
        relu,std,0.5838193701035490
        celu,std,0.7917
        elu,std,0.7933
        """;
    Verification verification = verification(claims);
    assertEquals(1, verification.inconsistencies().size());
    assertEquals("celu", verification.inconsistencies().get(0).first().subject());
  }

  @Test
  void whatASourceRecommendsIsNotCalledOff() {
    String header = "unit,quantity,printed,kind\n";
    assertEquals(
        Verdict.Kind.CONVENTION,
        verification(header + "gelu,std,0.61,convention\n").findings().get(0).verdict().kind());
    assertEquals(
        Verdict.Kind.OFF,
        verification(header + "gelu,std,0.61,exact\n").findings().get(0).verdict().kind());
    assertEquals(
        Verdict.Kind.OFF,
        verification(header + "gelu,std,0.61,\n").findings().get(0).verdict().kind());
  }

  private Verification verification(String claims) {
    try {
      Path file = folder.resolve("mine.csv");
      Files.writeString(file, claims);
      return Verification.of(Corpus.read(file), List.of(), new Sampling(10_000, 1, 1), n -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
