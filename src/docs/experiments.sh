#!/usr/bin/env bash
# Makes the comparisons of experiments.md again, each into a folder of its own below OUT:
#
#   src/docs/experiments.sh OUT [JAR [NAMES]]
#
# NAMES is a pattern of those wanted, such as 'fashion|mnist'. What is there already is not done again. MNIST, Fashion-MNIST and CIFAR-10 must have been fetched
# (normprop data fetch NAME); the whole takes about an hour on two cores.
set -euo pipefail

out=${1:?say into which folder}
jar=${2:-target/normprop.jar}
names=${3:-.}
mkdir -p "$out"

# compare NAME OPTIONS...: the table goes to OUT/NAME.txt too.
compare() {
  local name=$1
  shift
  [[ $name =~ ^($names) ]] || return 0
  echo "== $name: compare $*"
  java -jar "$jar" compare "$@" --jobs 2 --out "$out/$name" 2>>"$out/log.txt" | tee "$out/$name.txt"
}

# How long a training takes is measured with nothing beside it.
train() {
  local name=$1
  shift
  [[ $name =~ ^($names) ]] || return 0
  echo "== $name: train $*"
  if [ ! -e "$out/$name/report.html" ]; then
    if [ -e "$out/$name/config.json" ]; then
      java -jar "$jar" train --resume "$out/$name"
    else
      java -jar "$jar" train "$@" --out "$out/$name"
    fi 2>&1 | tee -a "$out/$name.txt"
  fi
}

propagate() {
  local name=$1
  shift
  [[ $name =~ ^($names) ]] || return 0
  echo "== $name: propagate $*"
  java -jar "$jar" propagate "$@" 2>>"$out/log.txt" | tee "$out/$name.txt"
}

norms="--vary norm=normprop,batchnorm,weightnorm,none"

compare norms --demo digits-mlp $norms --seeds 5
compare deep --demo deep-sigmoid $norms --seeds 5
compare batch --demo digits-mlp --epochs 20 --vary norm=normprop,batchnorm \
  --vary batch=1,50,100,250 --vary lr=0.003,0.03 --seeds 5
compare concrete1 --demo concrete --vary norm=normprop,weightnorm,none --seeds 5
compare concrete32 --demo concrete --batch 32 --lr 0.03 $norms --seeds 5
compare weights --demo digits-mlp --vary weights=reparam,project,both --vary lr=0.03,0.015 --seeds 5
compare dropout --demo digits-mlp --arch "F(128)-D(keep=0.5)-F(128)-D(keep=0.5)-F(10)" --epochs 20 \
  --vary dropout-scale=sqrt,inverse --vary dropout-eval=mean,identity --seeds 5
compare gamma --demo digits-cnn --epochs 8 --rho 0 --clip 1 --vary gamma=1,jacobian --seeds 5
compare scale --demo digits-mlp --vary scale=forward,backward --vary activation=relu,tanh,sigmoid \
  --seeds 5
compare pooling --demo digits-cnn --epochs 8 --clip 0 --vary pooling=none,plain,composed \
  --vary rho=0,0.3,0.6 --seeds 5
compare rho --demo digits-cnn --clip 1 --vary rho=0,0.6 --vary epochs=12,20 --seeds 5
for r in 0 0.3 0.6 0.8; do
  propagate "propagate-digits-$r" --data digits --arch "C(32,3,1,1)-P(2,2,0,max)-F(10)" \
    --rho $r --rows 359
  propagate "propagate-mnist-$r" --data mnist --arch "C(32,3,1,1)-P(2,2,0,max)-F(10)" \
    --rho $r --rows 1000
done

small="C(8,5,2,0)-P(2,2,0,max)-F(64)-F(10)"
compare mnist --demo mnist-mlp --input global --epochs 5 $norms --seeds 3
compare mnistpool --demo mnist-mlp --input global --arch "$small" --clip 1 \
  --epochs 2 --vary pooling=none,composed --vary rho=0,0.6 --seeds 3
compare meanimage --data mnist --arch "F(256)-F(256)-F(256)-F(10)" --lr 0.1 --epochs 1 \
  --vary input=global,mean-image --seeds 4
compare fashion --demo mnist-mlp --input global --data fashion-mnist --epochs 5 $norms --seeds 3
compare fashionbatch --demo mnist-mlp --input global --data fashion-mnist --epochs 1 --lr 0.003 \
  --vary norm=normprop,batchnorm,none --vary batch=1,50,100,250 --seeds 3
compare fashionconv --demo mnist-mlp --input global --data fashion-mnist --arch "$small" --clip 1 --epochs 4 \
  $norms --seeds 3
compare fashionpool --demo mnist-mlp --input global --data fashion-mnist --arch "$small" --clip 1 --epochs 4 \
  --vary pooling=none,plain,composed --vary rho=0,0.6 --seeds 3

for demo in mnist-mlp mnist-cnn fashion-cnn cifar10-cnn; do
  train "$demo" --demo "$demo"
done
train paper --demo cifar10-paper --epochs 1
train paper-batchnorm --demo cifar10-paper --norm batchnorm --epochs 1
