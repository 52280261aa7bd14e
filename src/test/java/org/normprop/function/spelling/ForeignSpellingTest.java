package org.normprop.function.spelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normprop.function.Unit;
import org.normprop.function.catalogue.Activations;
import org.normprop.function.stage.StageParameter;
import org.normprop.function.stage.UnitException;

/** Other people's spellings of units are understood, or answered with ours. */
class ForeignSpellingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "nn.ReLU;relu",
        "torch.nn.ReLU();relu",
        "nn.ReLU(inplace=True);relu",
        "relu_;relu",
        "ReLU6;relu6",
        "F.gelu;gelu",
        "torch.nn.functional.gelu;gelu",
        "nn.GELU(approximate='tanh');gelu_tanh",
        "gelu:approximate=tanh;gelu_tanh",
        "gelu:approximate=none;gelu",
        "jax.nn.gelu;gelu_tanh",
        "gelu_new;gelu_tanh",
        "LeakyReLU(0.2);leaky_relu:slope=0.2",
        "nn.LeakyReLU(negative_slope=0.2);leaky_relu:slope=0.2",
        "leaky_relu:negative_slope=0.2;leaky_relu:slope=0.2",
        "leaky-relu;leaky_relu",
        "tf.nn.leaky_relu;leaky_relu:slope=0.2",
        "tf.nn.leaky_relu(alpha=0.1);leaky_relu:slope=0.1",
        "keras.layers.LeakyReLU;leaky_relu:slope=0.3",
        "nn.ELU(alpha=0.5);elu:alpha=0.5",
        "nn.Softplus(beta=2, threshold=30);softplus:beta=2:threshold=30",
        "jax.nn.softplus;softplus:threshold=inf",
        "nn.Softshrink(lambd=0.3);soft_shrink:lambda=0.3",
        "nn.Threshold(0.1, 20);threshold:threshold=0.1:value=20",
        "nn.Hardtanh;hard_tanh",
        "nn.Hardtanh(-2, 2);expr:min(max(x,-2),2)",
        "keras.layers.ReLU(max_value=6);relu6",
        "swish;silu",
        "hardswish;hard_swish",
        "h_swish;hard_swish",
        "nn.SiLU;silu",
        "jax.nn.soft_sign;softsign",
        "LogSigmoid;log_sigmoid",
        "linear;identity",
        "nn.GLU;glu",
        "SwiGLU;swiglu",
        "maxpool:2x2;max:2x2",
        "maxpool2d:2;max:2x2",
        "max_pool2d:3x3;max:3x3",
        "MaxPool2d(3);max:3x3",
        "nn.MaxPool2d(kernel_size=2, stride=2);max:2x2",
        "nn.MaxPool2d((2, 3));max:2x3",
        "nn.MaxPool1d(4);max:4",
        "nn.MaxPool2d(3, 2, 0, 1, False, True);max:3x3",
        "nn.Hardtanh(min_val=-2, max_val=2, inplace=True);expr:min(max(x,-2),2)",
        "hard_tanh:min=-2:max=2;expr:min(max(x,-2),2)",
        "keras.layers.MaxPooling2D(pool_size=(2, 2));max:2x2",
        "AvgPool2d(2);avg:2x2",
        "average_pooling:2x2;avg:2x2",
        "nn.LPPool2d(4, 2);lp:2x2:p=4",
        "nn.Sequential(nn.ReLU(), nn.MaxPool2d(2));relu,max:2x2",
        "F.max_pool2d(F.relu(x), 3);relu,max:3x3",
        "F.max_pool2d(F.relu(x), kernel_size=(2, 3));relu,max:2x3",
        "torch.tanh(F.max_pool2d(F.gelu(x, approximate='tanh'), 2));gelu_tanh,max:2x2,tanh",
        "F.max_pool2d(x, 3);max:3x3",
        "nn.ReLU,nn.MaxPool2d(2);relu,max:2x2",
      })
  void aForeignSpellingIsUnderstood(String written, String ours) {
    assertEquals(ours, Unit.parse(written).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "F.dropout(F.relu(x), p=0.2);dropout:drop=0.2:scale=inverse, as in PyTorch",
        "tanh(relu(x)+1);a formula begins with expr: write expr:tanh(relu(x)+1)",
        "F.relu(self.conv(x));conv is no unit, because it is a layer of weights",
        "softmax:10;softmax is no unit, because every output depends on all channels",
        "nn.LogSoftmax(dim=1);LogSoftmax is no unit, because",
        "nn.BatchNorm2d(64);BatchNorm2d is no unit, because it measures",
        "LayerNorm;LayerNorm is no unit, because",
        "nn.AdaptiveAvgPool2d(1);no unit, because its window depends on the size of the image",
        "GlobalAveragePooling2D;no unit, because",
        "nn.Linear(3, 4);is a layer of weights",
        "nn.Conv2d(3, 8, 3);is a layer of weights",
        "nn.Flatten();no unit, because it moves values",
        "nn.Dropout(0.2);dropout:drop=0.2:scale=inverse, as in PyTorch, Keras and JAX, or dropout:keep=0.2",
        "dropout:p=0.2;dropout:drop=0.2",
        "dropout:rate=0.2;dropout:keep=0.2",
        "nn.AlphaDropout(p=0.1);alpha_dropout:drop=0.1",
        "leaky_relu:0.2;write leaky_relu:slope=0.2",
        "elu:2;write elu:alpha=2",
        "leaky_relu:slope=0,2;write leaky_relu:slope=0.2",
        "expr:0,5*x;write expr:0.5*x",
        "x*sigmoid(x);a formula begins with expr: write expr:x*sigmoid(x)",
        "relu(x);a formula of x begins with expr:",
        "nn.MaxPool2d(3, padding=1);padding does not change",
        "nn.MaxPool2d;max needs a window, such as max:3x3",
        "nn.GELU(approximate='erf');write gelu or gelu_tanh",
        "nn.LPPool2d(3, 2);takes no absolute value: for the odd p=3 it sums x^p with its sign",
        "lp:2x2:3;write it as lp:2x2:p=3",
        "max:3x3:2;max has none beside its window",
        "nn.ReLU(3);relu has no parameter '3'",
        "hard_tanh:bound=2;hard_tanh has no parameter 'bound'",
        "nn.Hardtanh(-2, 2, 5);hard_tanh has no parameter '5'",
        "nn.GELU(exact=True);gelu has no parameter 'exact'",
        "gelu:tanh:7;gelu has no parameter '7'",
        "nn.GLU(width=3);glu has no parameter 'width'",
        "nn.MaxPool2d(2, foo=3);max has no parameter 'foo'",
        "nn.AvgPool2d(2, divisor_override=3);avg has no parameter 'divisor_override'",
        "nn.MaxPool2d(2, p=3);max has no parameter 'p'",
      })
  void whatIsNoUnitOrHasTwoMeaningsIsAnswered(String written, String answer) {
    String message = assertThrows(UnitException.class, () -> Unit.parse(written)).getMessage();
    assertTrue(message.contains(answer), message);
  }

  @Test
  void theTableNamesEveryActivationAndItsParametersAsTheyAre() {
    assertEquals(
        new TreeSet<>(Activations.names()),
        new TreeSet<>(ForeignNames.entries().stream().map(ForeignNames.Entry::name).toList()));
    for (ForeignNames.Entry entry : ForeignNames.entries()) {
      assertEquals(entry.unit(), Unit.parse(entry.unit()).text());
      List<String> known =
          Activations.parameters(entry.name()).stream().map(StageParameter::name).toList();
      assertTrue(known.containsAll(entry.parameters().values()), entry.toString());
    }
  }
}
