package org.normprop.report.reference;

/** A run's folder, file by file, and its predictions computed elsewhere. */
final class RunFolderReference {

  private static final String FILES =
      """
      | file | what stands in it |
      |---|---|
      | `config.json` | every option, resolved |
      | `data.json` | where the data come from, how many rows, their SHA-256, how a table was read |
      | `inputs.json` | `shape` of a row, `classes`, and what is done to inputs: (x - `means`)/`stds` |
      | `constants.csv` | the constants in use, as a table; with `--rho` also `constants-rho.csv`, one for each correlation |
      | `tuning.json` | what `--rho auto` and `--calibrate` found in the data before the first step |
      | `metrics.csv` | a line an epoch: steps, rate, loss and accuracy or RMSE of each part |
      | `layers.csv` | a line a layer and epoch, from epoch 0, before training |
      | `histograms.csv` | pre-activations of each layer, before and after training |
      | `times.csv` | seconds an epoch; alone in not being reproducible |
      | `kernels.txt` | what computed the products, whose last bits depend on it |
      | `checkpoint.safetensors` | weights, optimiser state and counters after the last epoch |
      | `best.safetensors` | the weights of the best epoch, with `--validation` |
      | `diverged.txt` | where the first number arose that is not finite, if one did |
      | `report.html` | all of it as a page |
      """;

  private static final String TENSORS =
      """
      Any reader of safetensors opens a checkpoint. Tensors are named by layer, from 0, counting every
      part of the notation; branches by their path (`1.body.0.weight`). `weight` is [out, in] or
      [out, in/groups, rows, columns], `weight_v` with weight normalisation. What has an entry a unit
      or filter: `gamma` and `beta` (normprop), `bn.weight`, `bn.bias`, `bn.running_mean` and
      `bn.running_var` (batchnorm), `ln.weight` and `ln.bias` (layernorm), `weight_g` and `bias`
      (weightnorm), `bias` (none, and last layers of batchnorm and layernorm), as PyTorch names them.
      `optimizer.*` is the optimiser's.
      The metadata hold architecture, recipe and constants.
      """;

  /** Of a dense network; a test runs it where PyTorch is. */
  static final String RECIPE =
      """
      import csv, json, struct, torch

      def tensors(path):
          with open(path, "rb") as f:
              head = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
              data = bytearray(f.read())
          return {name: torch.frombuffer(data[t["data_offsets"][0]:t["data_offsets"][1]],
                                         dtype=torch.float32).reshape(t["shape"])
                  for name, t in head.items() if name != "__metadata__"}

      def predict(run, x):      # x: [rows, inputs] as they are read; pixels from 0 to 1
          inputs = json.load(open(run + "/inputs.json"))
          w = tensors(run + "/checkpoint.safetensors")
          rows = csv.DictReader(l for l in open(run + "/constants.csv") if l[0] != "#")
          mean, std = next((float(r["exact_mean"]), float(r["exact_std"])) for r in rows)
          x = (x - torch.tensor(inputs["means"])) / torch.tensor(inputs["stds"])
          layers = sum(name[0].isdigit() and name.endswith(".weight") for name in w)
          for i in range(layers):
              v = w[f"{i}.weight"]
              u = x @ (v / v.norm(dim=1, keepdim=True)).T       # equation 9 of the paper
              pre = w[f"{i}.gamma"] * u + w[f"{i}.beta"]
              x = pre if i == layers - 1 else (torch.relu(pre) - mean) / std
          return x.softmax(1)
      """;

  private RunFolderReference() {}

  static String page() {
    return "# A run's folder\n\n"
        + Page.GENERATED
        + FILES
        + "\nEvery file is written whole or not at all; `train --resume RUN` goes on bit for bit.\n\n"
        + "## The same predictions in PyTorch\n\n"
        + "`export RUN --to pytorch -o net.py` writes any network as a module with its weights beside"
        + " it, which computes what `predict` prints; `evaluate RUN --weights-from FILE` and `predict`"
        + " take weights that were trained further there. By hand:\n\n"
        + TENSORS
        + "\nWhat `predict` prints for a dense network with NormProp and relu:\n\n```python\n"
        + RECIPE
        + "```\n\n"
        + "Convolutions divide by the Frobenius norm of each filter; with `--borders corrected` each"
        + " place of a zero-padded convolution is divided by the root of the share of its filter's"
        + " cells that lie inside. With `--weights project` rows have norm 1 already. Max pooling"
        + " takes the constants of the composed unit, `relu,max:2x2`.\n";
  }
}
