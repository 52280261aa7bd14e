package org.normprop.function.formula;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.function.stage.UnitException;

/** Formulas as NumPy, PyTorch, JAX, TensorFlow and papers write them. */
class FormulaSpellingTest {

  private static String canonical(String text) {
    return Formula.parse(text).text().substring("expr:".length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|x|;abs(x)",
        "||x|-1|;abs(abs(x)-1)",
        "x if x>0 else 0;if(x>0,x,0)",
        "x if x>1 else 2 if x>0 else 3;if(x>1,x,if(x>0,2,3))",
        "where(x>0,x,0);if(x>0,x,0)",
        "jnp.where(x <= 0, 0.1*x, x);if(x<=0,0.1*x,x)",
        "clamp(x,0,6);min(max(x,0),6)",
        "torch.clamp(x, min=0);max(x,0)",
        "np.clip(x, a_min=None, a_max=6);min(x,6)",
        "clip(x,0,inf);max(x,0)",
        "x.clamp(0, 6);min(max(x,0),6)",
        "maximum(x,0);max(x,0)",
        "torch.minimum(x, x**2);min(x,x^2)",
        "x**2;x^2",
        "-x**2;-x^2",
        "2**-x;2^-x",
        "x\u00b2;x^2",
        "(x+1)\u00b3;(x+1)^3",
        "x\u207b\u00b9;x^-1",
        "2\u00d7x\u2212\u03c0;2*x-pi",
        "2\u00b7x\u00f73;2*x/3",
        "\u221ax;sqrt(x)",
        "\u221a(x+1)*2;sqrt(x+1)*2",
        "x if x\u22650 else 0;if(x>=0,x,0)",
        "x*\u03a6(x);x*normcdf(x)",
        "\u03c3(x);sigmoid(x)",
        "np.exp(x);exp(x)",
        "math.pi*x;pi*x",
        "F.gelu(x);gelu(x)",
        "torch.nn.functional.gelu(x, approximate='tanh');gelu_tanh(x)",
        "jax.nn.gelu(x);gelu_tanh(x)",
        "jax.nn.gelu(x, approximate=False);gelu(x)",
        "nn.GELU()(x);gelu(x)",
        "nn.LeakyReLU(0.2)(x);leaky_relu(x,slope=0.2)",
        "leaky_relu(x,0.2);leaky_relu(x,slope=0.2)",
        "F.leaky_relu(x, negative_slope=0.2, inplace=True);leaky_relu(x,slope=0.2)",
        "leaky_relu(x,0.01);leaky_relu(x)",
        "tf.nn.leaky_relu(x);leaky_relu(x,slope=0.2)",
        "elu(x, alpha=0.5);elu(x,alpha=0.5)",
        "F.softplus(x,2,30);softplus(x,beta=2,threshold=30)",
        "jax.nn.softplus(x);softplus(x,threshold=inf)",
        "F.hardtanh(x,-2,2);min(max(x,-2),2)",
        "ReLU(x);relu(x)",
        "swish(x);silu(x)",
        "hardswish(x);hard_swish(x)",
        "heaviside(x);x>=0",
        "np.heaviside(x,0.5);if(x==0,0.5,x>0)",
        "logistic(x);sigmoid(x)",
        "expit(x);sigmoid(x)",
        "scipy.special.ndtr(x);normcdf(x)",
        "scipy.stats.norm.cdf(x);normcdf(x)",
        "sech(x);1/cosh(x)",
        "logaddexp(x,0);max(x,0)+log1p(exp(-abs(x-0)))",
        "np.rint(x);round(x)",
        "ceiling(x);ceil(x)",
        "x//2;floor(x/2)",
        "x%2;x-2*floor(x/2)",
        "(x>0).float()*x;(x>0)*x",
        "x*x.sigmoid();x*sigmoid(x)",
        "lambda z: z*tanh(z);x*tanh(x)",
        "arctan(x);atan(x)",
        "Math.max(0, x);max(0,x)",
        "sin(x,frequency=30);sin(x,frequency=30)",
      })
  void anotherLanguagesSpellingIsUnderstood(String written, String ours) {
    assertEquals(ours, canonical(written));
    assertEquals(ours, canonical(ours));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "leaky_relu(x, 0,2);got 3; decimals follow a point",
        "0,5*x;decimals follow a point",
        "x>0 and x<1;join conditions by a product",
        "y = x^2;a formula has no left side",
        "softmax(x);every output of it depends on all channels",
        "sinc(x);sin(pi*x)/(pi*x)",
        "\u221ax\u00b2;write sqrt(x^2)",
        "x if x>0;expected else",
        "leaky_relu(x,slop=0.2);has no parameter 'slop' at character 1; it has slope",
        "leaky_relu(x,x);slope must be a number",
        "celu(x,-1);celu alpha must be positive",
        "clamp(x);clamp takes a value, the least and the most",
        "where(x>0,x);where takes 3 arguments (condition, then, else)",
        "max(x, dim=1);max takes 2 or more arguments",
        "x.foo();there is no function 'foo'",
        "|x;expected '|', found the end",
        "E;did you mean e",
      })
  void whatIsNotIsAnswered(String written, String answer) {
    String message = assertThrows(UnitException.class, () -> Formula.parse(written)).getMessage();
    assertTrue(message.contains(answer), message);
  }

  @Test
  void stepsHaveTheirJumpsAndAreFlat() {
    Formula floor = (Formula) Formula.parse("floor(x)");
    double[] near = Arrays.stream(floor.kinks()).filter(k -> Math.abs(k) < 2.5).toArray();
    assertArrayEquals(new double[] {-2, -1, 0, 1, 2}, near);
    assertEquals(1, floor.value(1));
    assertEquals(0, floor.derivative(1));
    assertEquals(0, floor.derivative(0.5));
    Formula round = (Formula) Formula.parse("round(2*x+1)");
    near = Arrays.stream(round.kinks()).filter(k -> Math.abs(k) < 0.8).toArray();
    assertArrayEquals(new double[] {-0.75, -0.25, 0.25, 0.75}, near);
    Formula square = (Formula) Formula.parse("ceil(x^2)");
    near = Arrays.stream(square.kinks()).filter(k -> k > 0.1 && k < 1.8).toArray();
    assertArrayEquals(new double[] {1, Math.sqrt(2), Math.sqrt(3)}, near, 1e-15);
    double[] y = new double[3];
    double[] dy = new double[3];
    ((Formula) Formula.parse("x*floor(x)")).evaluate(new double[] {1, 1.5, -0.5}, y, dy, 3);
    assertArrayEquals(new double[] {1, 1.5, 0.5}, y);
    assertArrayEquals(new double[] {0, 1, -1}, dy);
  }
}
