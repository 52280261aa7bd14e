import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;

/**
 * Training steps in PyTorch through DJL, as TrainingSteps.java has them:
 *
 * <pre>
 * java -Dai.djl.offline=true -Dai.djl.pytorch.num_threads=2 -cp ... DjlSteps.java SECONDS BLOCKS NET
 * </pre>
 */
public final class DjlSteps {

  private DjlSteps() {}

  public static void main(String[] args) throws Exception {
    double seconds = Double.parseDouble(args[0]);
    int blocks = Integer.parseInt(args[1]);
    String name = args[2];
    int batch = name.equals("mlp1") ? 1 : name.equals("nin") ? 32 : 64;
    Shape shape =
        switch (name) {
          case "mlp", "mlp1" -> new Shape(batch, 784);
          case "cnn" -> new Shape(batch, 1, 28, 28);
          default -> new Shape(batch, 3, 32, 32);
        };
    SequentialBlock net =
        switch (name) {
          case "mlp", "mlp1" -> mlp();
          case "cnn" -> cnn();
          case "resnet" -> resnet();
          default -> nin();
        };
    Model model = Model.newInstance(name);
    model.setBlock(net);
    Optimizer sgd =
        Optimizer.sgd()
            .setLearningRateTracker(
                Tracker.fixed(batch == 1 || name.equals("resnet") ? 0.001f : 0.01f))
            .optMomentum(0.9f)
            .build();
    Trainer trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(sgd));
    trainer.initialize(shape);
    NDManager manager = trainer.getManager();
    List<NDArray> images = new ArrayList<>();
    List<NDArray> labels = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      images.add(manager.randomNormal(shape));
      labels.add(manager.randomInteger(0, 10, new Shape(batch), DataType.INT64));
    }
    List<Double> speeds = new ArrayList<>();
    for (int block = -3; block < blocks; block++) {
      long start = System.nanoTime();
      int steps = 0;
      do {
        step(trainer, images.get(steps % 10), labels.get(steps % 10));
        steps++;
      } while (System.nanoTime() - start < seconds * 1e9);
      if (block >= 0) {
        speeds.add(steps * batch / ((System.nanoTime() - start) * 1e-9));
      }
    }
    System.out.println(
        "{\"spec\": \""
            + name
            + "\", \"images_per_second\": "
            + speeds
            + ", \"version\": \""
            + Engine.getInstance().getVersion()
            + "\"}");
    System.exit(0);
  }

  private static void step(Trainer trainer, NDArray image, NDArray label) {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      NDList x = new NDList(image);
      NDList y = new NDList(label);
      x.attach(scope);
      y.attach(scope);
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList output = trainer.forward(x, y);
        NDArray loss = trainer.getLoss().evaluate(y, output);
        collector.backward(loss);
        output.close();
        loss.close();
      }
      trainer.step();
      x.attach(trainer.getManager());
      y.attach(trainer.getManager());
    }
  }

  private static void dense(SequentialBlock net, int width) {
    net.add(Linear.builder().setUnits(width).build()).add(Activation.reluBlock());
  }

  private static void convolution(SequentialBlock net, int filters, int size) {
    net.add(
            Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(size, size))
                .optPadding(new Shape(size / 2, size / 2))
                .build())
        .add(Activation.reluBlock());
  }

  private static SequentialBlock mlp() {
    SequentialBlock net = new SequentialBlock();
    for (int i = 0; i < 3; i++) {
      dense(net, 256);
    }
    return net.add(Linear.builder().setUnits(10).build());
  }

  private static SequentialBlock cnn() {
    SequentialBlock net = new SequentialBlock();
    for (int filters : new int[] {32, 64}) {
      convolution(net, filters, 3);
      convolution(net, filters, 3);
      net.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
    }
    net.add(Blocks.batchFlattenBlock());
    dense(net, 128);
    return net.add(Linear.builder().setUnits(10).build());
  }

  private static Conv2d linear(int filters, int size, int stride) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(size, size))
        .optPadding(new Shape(size / 2, size / 2))
        .optStride(new Shape(stride, stride))
        .build();
  }

  private static ParallelBlock residual(int filters, int stride, boolean wider) {
    SequentialBlock body =
        new SequentialBlock()
            .add(Activation.reluBlock())
            .add(linear(filters, 3, stride))
            .add(Activation.reluBlock())
            .add(linear(filters, 3, 1));
    return new ParallelBlock(
        list -> new NDList(list.get(0).singletonOrThrow().add(list.get(1).singletonOrThrow())),
        List.of(wider ? linear(filters, 1, stride) : Blocks.identityBlock(), body));
  }

  private static SequentialBlock resnet() {
    SequentialBlock net = new SequentialBlock().add(linear(16, 3, 1));
    for (int filters : new int[] {16, 32, 64}) {
      for (int i = 0; i < 3; i++) {
        boolean wider = i == 0 && filters > 16;
        net.add(residual(filters, wider ? 2 : 1, wider));
      }
    }
    net.add(Activation.reluBlock()).add(Pool.globalAvgPool2dBlock());
    return net.add(Blocks.batchFlattenBlock()).add(Linear.builder().setUnits(10).build());
  }

  private static SequentialBlock nin() {
    SequentialBlock net = new SequentialBlock();
    Shape window = new Shape(3, 3);
    Shape stride = new Shape(2, 2);
    Shape padding = new Shape(1, 1);
    convolution(net, 192, 5);
    convolution(net, 160, 1);
    convolution(net, 96, 1);
    net.add(Pool.maxPool2dBlock(window, stride, padding));
    net.add(Dropout.builder().optRate(0.5f).build());
    convolution(net, 192, 5);
    convolution(net, 192, 1);
    convolution(net, 192, 1);
    net.add(Pool.avgPool2dBlock(window, stride, padding));
    net.add(Dropout.builder().optRate(0.5f).build());
    convolution(net, 192, 3);
    convolution(net, 192, 1);
    convolution(net, 10, 1);
    return net.add(Pool.globalAvgPool2dBlock()).add(Blocks.batchFlattenBlock());
  }
}
