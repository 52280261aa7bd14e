#!/usr/bin/env bash
# Makes the tables of experiments.md again, by the name that stands above each:
#
#   src/docs/experiments.sh TABLE...
#
# TABLE is a name, a pattern such as 'fashion.*', 'plan' for all of the declared plan, or 'all'; none
# lists the names. What is there already is not trained again. MNIST, Fashion-MNIST and CIFAR-10 must
# have been fetched (normprop data fetch NAME). By environment:
#
#   OUT       folder of the runs, and of each table as NAME.txt (target/experiments)
#   NORMPROP  the program (java -jar target/normprop.jar)
#   JOBS, THREADS  trainings side by side, threads for all (2, 0 for all cores); results are the same
set -euo pipefail

out=${OUT:-target/experiments}
normprop=${NORMPROP:-java -jar target/normprop.jar}
jobs=${JOBS:-2}
threads=${THREADS:-0}
here=$(dirname "$0")
names=("$@")
listed=' '
plan='residual|depth-.*|borders|branch|stride|correlation|meaninput|tables|time|answers'

wanted() {
  local name
  if [ ${#names[@]} = 0 ]; then
    if [[ $listed != *" $1 "* ]]; then
      listed+="$1 "
      echo "$1"
    fi
    return 1
  fi
  for name in "${names[@]}"; do
    case $name in
      all) return 0 ;;
      plan) name=$plan ;;
    esac
    [[ $1 =~ ^($name)$ ]] && return 0
  done
  return 1
}

run() {
  $normprop "$@"
}

# runs NAME OPTIONS...: a comparison into OUT/NAME; what it prints goes to the log.
runs() {
  local name=$1
  shift
  mkdir -p "$out"
  printf 'compare %s\n' "$*" >>"$out/commands.txt"
  run compare "$@" --jobs "$jobs" --threads "$threads" --out "$out/$name" 2>>"$out/log.txt"
}

# compare NAME OPTIONS...: a table that compare prints.
compare() {
  wanted "$1" || return 0
  echo "== $1: compare ${*:2}"
  runs "$@" | tee "$out/$1.txt"
}

# How long a training takes is measured with nothing beside it.
train() {
  local name=$1
  wanted "$name" || return 0
  shift
  mkdir -p "$out"
  echo "== $name: train $*"
  if [ ! -e "$out/$name/report.html" ]; then
    if [ -e "$out/$name/config.json" ]; then
      run train --resume "$out/$name"
    else
      run train "$@" --out "$out/$name"
    fi 2>&1 | tee -a "$out/$name.txt"
  fi
}

propagate() {
  local name=$1
  wanted "$name" || return 0
  shift
  mkdir -p "$out"
  echo "== $name: propagate $*"
  run propagate "$@" 2>>"$out/log.txt" | tee "$out/$name.txt"
}

# ---- Comparisons of shallow nets.

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
compare cifar10-resnet --demo cifar10-resnet --vary norm=normprop,batchnorm,none --seeds 3 --epochs 1

# ---- The declared plan: each way to train at the rate that suits it.

rates=0.001,0.003,0.01,0.03,0.1
tuning="--seeds 2 --seed 101 --validation 0.25"

# tuned NAME SETTINGS WAYS MORE SEEDS OPTIONS...: every way of WAYS, such as "(normprop,unit),(none,sum)"
# of SETTINGS norm,residual, and every value of MORE, such as batch=1,2, is trained with every rate on
# part of the training rows; the rate of the least mean loss on the other part is its own, and with that
# it is trained on all of them with other seeds.
tuned() {
  local name=$1 settings=$2 ways=$3 more=$4 seeds=$5
  shift 5
  runs "$name-rates" "$@" $tuning --vary "$settings=$ways" ${more:+--vary "$more"} --vary lr=$rates \
    >"$out/$name-rates.txt"
  local own
  own=$(awk "$statistics"'
    { row() }
    END { print chosen() }' "$out/$name-rates/compare.csv")
  runs "$name" "$@" --seeds "$seeds" --vary "$settings${more:+,${more%%=*}},lr=$own" \
    ${more:+--plot "$out/$name.svg" --against "${more%%=*}"} >"$out/$name-runs.txt"
}

# What awk needs to know of compare.csv and of Student. A way is what is varied but the rate; a run that
# diverged counts as CHANCE. row() takes a line in, chosen() gives each way with its best rate.
statistics='
  BEGIN { FS = ","; OFS = "" }
  function row(   i) {
    if (FNR == 1) {
      split("", at)
      for (i = 1; i <= NF; i++) at[$i] = i
      quality = ("held_out_accuracy" in at) ? at["held_out_accuracy"] : at["held_out_rmse"]
      unit = ("held_out_accuracy" in at) ? 100 : 1
      return
    }
    way = ""
    for (i = 1; i < at["seed"]; i++) if (i != at["lr"]) way = way (way == "" ? "" : ",") $i
    if (!(way in number)) { number[way] = ++ways; named[ways] = way }
    rate = $(at["lr"])
    value = $(at["diverged"]) == "yes" ? CHANCE : unit * $quality
    score[way, $(at["seed"])] = value
    seeds[$(at["seed"])] = 1
    ended[way] += $(at["diverged"]) != "yes"
    all[way]++
    rateOf[way] = rate
    # a loss that is no number is worse than any
    tried[way, rate] += $(at["diverged"]) == "yes" ? 1e9 : $(at["validation_loss"])
    if (!(rate in met)) { met[rate] = 1; rateNamed[++rateCount] = rate }
  }
  function chosen(   i, j, best, text) {
    for (i = 1; i <= ways; i++) {
      best = ""
      for (j = 1; j <= rateCount; j++)
        if ((named[i], rateNamed[j]) in tried)
          if (best == "" || tried[named[i], rateNamed[j]] < tried[named[i], best]) best = rateNamed[j]
      text = text (i > 1 ? "," : "") "(" named[i] "," best ")"
    }
    return text
  }
  # Student: the chance of |T| at least t, by the incomplete beta function as a continued fraction.
  function logGamma(x,   s, y, i) {
    y = x; s = 1.000000000190015
    split("76.18009172947146,-86.50532032941677,24.01409824083091,-1.231739572450155,0.001208650973866179,-0.000005395239384953", lanczos, ",")
    for (i = 1; i <= 6; i++) s += lanczos[i] / ++y
    return -(x + 5.5) + (x + 0.5) * log(x + 5.5) + log(2.5066282746310005 * s / x)
  }
  function fraction(x, a, b,   c, d, h, m, f) {
    c = 1; d = 1 / (1 - (a + b) * x / (a + 1)); h = d
    for (m = 1; m <= 200; m++) {
      f = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / (1 + f * d); c = 1 + f / c; h *= d * c
      f = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / (1 + f * d); c = 1 + f / c; h *= d * c
    }
    return h
  }
  function beta(x, a, b,   front) {
    if (x <= 0) return 0
    if (x >= 1) return 1
    front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x))
    return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
  }
  function tail(t, v) { return beta(v / (v + t * t), v / 2, 0.5) }
  function quantile(v,   low, high, middle, i) {
    low = 0; high = 1000
    for (i = 0; i < 60; i++) {
      middle = (low + high) / 2
      if (tail(middle, v) > 0.05) low = middle; else high = middle
    }
    return low
  }
  # mean, half of the 95 % interval and p of x[1..n]
  function judge(x, n,   i, s) {
    mean = 0; s = 0
    for (i = 1; i <= n; i++) mean += x[i] / n
    for (i = 1; i <= n; i++) s += (x[i] - mean) ^ 2
    s = n > 1 ? sqrt(s / (n - 1) / n) : 0
    half = s > 0 ? quantile(n - 1) * s : 0
    p = s > 0 ? tail(mean / s, n - 1) : (mean == 0 ? 1 : 0)
  }
  function values(way, x,   seed, n) {
    n = 0
    for (seed in seeds) if ((way, seed) in score) x[++n] = score[way, seed]
    return n
  }
  function differences(way, first, x,   seed, n) {
    n = 0
    for (seed in seeds)
      if ((way, seed) in score && (first, seed) in score) x[++n] = score[way, seed] - score[first, seed]
    return n
  }
  function draw(   i, n, x, line) {
    print "| way | rate | diverged | " (unit == 100 ? "accuracy, %" : "RMSE") " | less first | p |"
    print "|---|---|---|---|---|---|"
    for (i = 1; i <= ways; i++) {
      n = values(named[i], x)
      judge(x, n)
      line = "| " named[i] " | " rateOf[named[i]] " | " all[named[i]] - ended[named[i]] " of " all[named[i]]
      line = line " | " interval(form) " | "
      if (i > 1) {
        n = differences(named[i], named[1], x)
        judge(x, n)
        line = line signed(form) " | " chance(p)
      } else line = line " |"
      print line " |"
    }
  }
  function signed(form) { return (mean < 0 ? "" : "+") interval(form) }
  function interval(form) { return sprintf(form, mean) (half > 0 ? " ± " sprintf(form, half) : "") }
  function chance(p) { return p < 0.0005 ? "<0.001" : sprintf("%.3f", p) }
'

# table NAME: way by way, with its rate, and the difference from the first.
table() {
  awk -v CHANCE="${chance:-10}" -v form=%.2f "$statistics"'
    { row() }
    END { draw() }' "$out/$1/compare.csv"
}

# by NAME: the last setting of a way across, the others down; each cell with its rate.
across() {
  awk -v CHANCE=10 "$statistics"'
    { row() }
    END {
      for (i = 1; i <= ways; i++) {
        column = named[i]; sub(/.*,/, "", column)
        line = named[i]; sub(/,[^,]*$/, "", line)
        if (!(column in known)) { known[column] = 1; columns[++across] = column }
        if (!(line in known)) { known[line] = 1; lines[++down] = line }
        n = values(named[i], x)
        judge(x, n)
        lost = all[named[i]] - ended[named[i]]
        cell[line, column] = interval("%.2f") " (" rateOf[named[i]] (lost ? "; " lost " diverged" : "") ")"
      }
      text = "| way |"; rule = "|---|"
      for (j = 1; j <= across; j++) { text = text " " columns[j] " |"; rule = rule "---|" }
      print text; print rule
      for (i = 1; i <= down; i++) {
        text = "| " lines[i] " |"
        for (j = 1; j <= across; j++)
          text = text " " ((lines[i], columns[j]) in cell ? cell[lines[i], columns[j]] : "refused") " |"
        print text
      }
    }' "$out/$1/compare.csv"
}

# rates NAME: what the rates did in the tuning, held-out accuracy over its two seeds.
rates() {
  awk -v CHANCE=10 "$statistics"'
    { row(); if (FNR > 1) { sum[way, rate] += value; count[way, rate]++ } }
    END {
      text = "| way |"; rule = "|---|"
      for (j = 1; j <= rateCount; j++) { text = text " " rateNamed[j] " |"; rule = rule "---|" }
      print text; print rule
      for (i = 1; i <= ways; i++) {
        text = "| " named[i] " |"
        for (j = 1; j <= rateCount; j++)
          text = text sprintf(" %.1f |", sum[named[i], rateNamed[j]] / count[named[i], rateNamed[j]])
        print text
      }
    }' "$out/$1-rates/compare.csv"
}

# planned NAME DRAW SETTINGS WAYS MORE SEEDS OPTIONS...: a tuned comparison and its table.
planned() {
  local name=$1 draw=$2
  shift 2
  wanted "$name" || return 0
  echo "== $name"
  mkdir -p "$out"
  tuned "$name" "$@"
  $draw "$name" | tee "$out/$name.txt"
}

block() {
  echo "R(A-C($1,3,1,1)-C($1,3,1,1,linear))"
}

# Ten layers on the longest way; the first has a stride, and one block, whose shortcut has weights.
residual="C(8,3,2,1,linear)-2x$(block 8)"
residual+="-R(A-C(16,3,2,1)-C(16,3,1,1,linear)|C(16,1,2,0,linear))-$(block 16)-A-P(global,avg)-F(10)"
constants="(normprop,unit),(normprop,nf),(normprop,sum)"
others="(batchnorm,sum),(layernorm,sum),(weightnorm,sum),(none,sum)"
digits="--data digits --hold-out 0.5 --input global --batch 32 --epochs 5"
seeds=5

planned smallest table norm "(normprop),(none)" "" 3 --data digits --arch "F(16)-F(10)" --epochs 2
planned residual across norm,residual "$constants,$others" batch=1,2,4,8,32,128 $seeds $digits \
  --arch "$residual" --clip 1
# Question 1 chose the largest rate in most places, so that there are two larger ones here.
for depth in 10 26 50 110; do
  if [ $depth != 110 ]; then rates=0.001,0.003,0.01,0.03,0.1,0.3,1; else rates=0.001,0.003,0.01,0.03,0.1; fi
  planned "depth-$depth" table norm,residual "(normprop,unit),(batchnorm,sum),(layernorm,sum),(none,sum)" "" \
    $seeds $digits --arch "C(8,3,2,1,linear)-$((depth / 2 - 1))x$(block 8)-A-P(global,avg)-F(10)"
  if [ ${#names[@]} != 0 ] && wanted "depth-$depth"; then
    rates "depth-$depth" | tee -a "$out/depth-$depth.txt"
  fi
done
rates=0.001,0.003,0.01,0.03,0.1,0.3,1
# Not of the plan: what helps at depth 50, with gradients clipped for all and without.
fifty="C(8,3,2,1,linear)-24x$(block 8)-A-P(global,avg)-F(10)"
planned deep-clipped table norm,residual,gamma,branch-scale \
  "(normprop,unit,1,0.5),(normprop,unit,jacobian,0.5),(normprop,unit,jacobian,0.2),(batchnorm,sum,1,1),(none,sum,1,1)" \
  "" $seeds $digits --clip 1 --arch "$fifty"
planned deep-gamma table norm,gamma,branch-scale \
  "(normprop,jacobian,0.5),(normprop,jacobian,0.2)" "" $seeds $digits --arch "$fifty"
rates=0.003,0.01,0.03,0.1,0.3
planned deep-light table norm,residual,gamma,branch-scale \
  "(normprop,unit,jacobian,0.2),(batchnorm,sum,1,0.2),(layernorm,sum,1,0.2),(none,sum,1,0.2)" "" $seeds \
  $digits --arch "$fifty"
rates=0.001,0.003,0.01,0.03,0.1

# What goes through the deep ones at the start.
for way in normprop-unit none-sum; do
  propagate "depth-50-$way" --data digits --input global --norm "${way%-*}" \
    --residual "${way#*-}" --rows 256 --plot "$out/depth-50-$way.svg" --arch "$fifty"
done

planned borders table borders "(plain),(corrected)" "" 10 $digits --arch "$residual" --clip 1
planned branch table branch-scale "(1),(0.5),(0.2)" "" 10 $digits --arch "$residual" --clip 1
planned stride table scale "(forward),(backward)" "" 10 $digits --arch "$residual" --clip 1

# Correlated places of a window: constants for independent ones, for one correlation, for the data's, or
# what is measured on 500 training rows; and no constants of pooling at all.
pooled="C(16,3,1,1)-P(2,2,0,max)-C(16,3,1,1)-P(2,2,0,max)-F(10)"
planned correlation table pooling,rho,calibrate \
  "(composed,0,0),(composed,0.6,0),(composed,auto,0),(composed,0,500),(none,0,0)" "" 10 $digits \
  --arch "$pooled" --clip 1
planned meaninput table input "(global),(mean-image)" "" 10 $digits --arch "$residual" --clip 1

# Regression, one row a batch, on four tables; the target is the last column. An error is divided by the
# standard deviation of the target, which is also the error of a run that diverged.
tabular() {
  local chance
  chance=$(deviation "$2")
  regressions+=("std=$chance" "$out/tables-$1/compare.csv")
  if wanted tables || wanted "tables-$1"; then
    local names=("tables-$1")
    planned "tables-$1" table norm \
      "(normprop),(layernorm),(weightnorm),(none)" "" 10 --data "$2" --target "$(target "$2")" \
      --arch "F(64)-F(64)-F(1)" --input element --gamma jacobian --batch 1 --epochs 20 --hold-out 0.3
  fi
}

target() {
  head -1 "$1" | sed 's/.*,//'
}

deviation() {
  awk -F, 'NR > 1 { n++; d = $NF - m; m += d / n; s += d * ($NF - m) } END { print sqrt(s / n) }' "$1"
}

regressions=()
tabular concrete "$here/../main/resources/org/normprop/data/sets/concrete.csv"
for each in mpg diabetes machines; do
  tabular $each "$here/experiments/$each.csv"
done
# sets the score of a way and seed to the mean over tables of the error in standard deviations
overTables='
  { row(); if (FNR > 1) total[way, $(at["seed"])] += $(at["diverged"]) == "yes" ? 1 : value / std }
  FNR == 1 { sets++ }
  END {
    for (i in total) score[i] = total[i] / sets
    for (i in rateOf) rateOf[i] = ""
    for (i in all) { all[i] += 0 }
  }'
if wanted tables; then
  echo "== tables"
  awk -v form=%.4f "$statistics$overTables"'END { draw() }' "${regressions[@]}" | tee "$out/tables.txt"
fi

# timed NORM RESIDUAL SEED: the CPU seconds of an epoch (of 13 less of 1, by 12), and of reaching 95 %.
timed() {
  local rate each
  rate=$(awk -v CHANCE=10 "$statistics"'{ row() } END { print rateOf["'"$1,$2,32"'"] }' \
    "$out/residual/compare.csv")
  for each in 1 13; do
    local folder=$out/time/$1-$2-$3-$each
    if [ ! -e "$folder.seconds" ]; then
      rm -rf "$folder"
      mkdir -p "$out/time"
      TIMEFORMAT='%U %S'
      { time run train $digits --arch "$residual" --clip 1 --norm "$1" --residual "$2" --lr "$rate" \
        --epochs $each --seed "$3" --threads 1 --out "$folder" >>"$out/log.txt" 2>&1; } 2>"$folder.seconds"
    fi
  done
  awk -F'[ ,]' -v way="$1 $2" -v seed="$3" '
    FILENAME ~ /seconds$/ { cpu[++n] = $1 + $2 }
    FILENAME ~ /csv$/ && FNR > 1 && $9 >= 0.95 && !epochs { epochs = $1 }
    END {
      epoch = (cpu[2] - cpu[1]) / 12
      print way, seed, epoch, epochs ? epochs : "never", epochs ? epochs * epoch : 1e9
    }' "$out/time/$1-$2-$3-1.seconds" "$out/time/$1-$2-$3-13.seconds" "$out/time/$1-$2-$3-13/metrics.csv"
}

if wanted time; then
  echo "== time"
  for way in "normprop unit" "batchnorm sum" "layernorm sum" "none sum"; do
    for seed in 1 2 3; do
      timed $way $seed
    done
  done >"$out/time.tsv"
  awk "$statistics"'
    BEGIN { FS = " " }
    {
      way = $1 "," $2
      if (!(way in number)) { number[way] = ++ways; named[ways] = way }
      seeds[$3] = 1; second[way, $3] = $4; epochs[way] = epochs[way] " " $5; score[way, $3] = log($6)
    }
    END {
      print "| way | CPU ms an epoch | epochs to 95 %, by seed | CPU s to 95 %, geometric mean | first over it | p |"
      print "|---|---|---|---|---|---|"
      for (i = 1; i <= ways; i++) {
        n = 0
        for (seed in seeds) x[++n] = 1000 * second[named[i], seed]
        judge(x, n)
        line = "| " named[i] " | " interval("%.0f") " |" epochs[named[i]]
        judge(x, values(named[i], x))
        line = line " | " sprintf("%.2f", exp(mean)) " | "
        if (i > 1) {
          judge(x, differences(named[1], named[i], x))
          line = line sprintf("%.2f (%.2f to %.2f) | %s", exp(mean), exp(mean - half), exp(mean + half), chance(p))
        } else line = line " |"
        print line " |"
      }
    }' "$out/time.tsv" | tee "$out/time.txt"
fi

# against QUESTION FILE WAY OTHER: question, difference of the first from the other, half interval, p.
against() {
  awk -v CHANCE=10 -v question="$1" "$statistics"'
    { row() }
    END {
      judge(x, differences("'"$3"'", "'"$4"'", x))
      print question "\t" mean "\t" half "\t" p
    }' "$out/$2/compare.csv"
}

# The main comparisons, with their p corrected by the rule of Holm (1979).
if wanted answers; then
  echo "== answers"
  {
    against "1a residual, batch 1: unit less none, %" residual normprop,unit,1 none,sum,1
    against "1b residual, batch 4: unit less batchnorm, %" residual normprop,unit,4 batchnorm,sum,4
    against "1c residual, batch 1: unit less layernorm, %" residual normprop,unit,1 layernorm,sum,1
    against "2 depth 50: unit less none, %" depth-50 normprop,unit none,sum
    against "3 borders: corrected less plain, %" borders corrected plain
    against "4 branch: 0.5 less 1, %" branch 0.5 1
    against "5 stride: backward less forward, %" stride backward forward
    for each in a:none b:layernorm; do
      rival=${each#*:}
      awk "$statistics$overTables"'END {
        judge(x, differences("normprop", "'$rival'", x))
        print "6'${each%:*}' tables: normprop less '$rival', stds of the target\t" mean "\t" half "\t" p
      }' "${regressions[@]}"
    done
    awk "$statistics"'
      BEGIN { FS = " " }
      { seeds[$3] = 1; score[$1 "," $2, $3] = log($6) }
      END {
        judge(x, differences("normprop,unit", "batchnorm,sum", x))
        print "7 time to 95 %: log of normprop over batchnorm\t" mean "\t" half "\t" p
      }' "$out/time.tsv"
  } | sort -t"$(printf '\t')" -g -k4,4 | awk -F'\t' '
    function small(p) { return p < 0.0005 ? "<0.001" : sprintf("%.3f", p) }
    { line[NR] = $0 }
    END {
      print "| main comparison | difference | p | p by Holm |"
      print "|---|---|---|---|"
      for (i = 1; i <= NR; i++) {
        split(line[i], part, "\t")
        own = part[4] * (NR - i + 1)
        if (own < least) own = least
        if (own > 1) own = 1
        least = own
        printf "| %s | %+.3f ± %.3f | %s | %s |\n", part[1], part[2], part[3], small(part[4]), small(own)
      }
    }' | tee "$out/answers.txt"
fi
