import { type Multipliers, rateOf } from './multipliers.ts';
import type { Asked } from './parameters.ts';
import { decays } from './tables.ts';

/** The factors by tensor, for programs. */
export function factorsJson(multipliers: Multipliers, asked: Asked): string {
  const { output, branch, attention, readOut } = multipliers;
  const tensors = Object.fromEntries(
    multipliers.tensors.map(({ tensor, deviation, sgd, adam, decay, epsilon }) => [
      tensor.name,
      { kind: tensor.growth, like: tensor.baseName, deviation, sgd, adam, ...(decays(asked) && { decay }), epsilon },
    ]),
  );
  const head = { optimiser: asked.optimiser, readOut, output, branch, attention: attention ?? null };
  return `${JSON.stringify({ ...head, tensors }, null, 2)}\n`;
}

/** The same as a module for PyTorch: initial weights, parameter groups, and the factors within. */
export function snippet(name: string, multipliers: Multipliers, asked: Asked): string {
  const { optimiser, rate, decay, epsilon } = asked;
  const isAdam = optimiser !== 'sgd';
  const maker = { sgd: 'SGD', adam: 'Adam', adamw: 'AdamW' }[optimiser];
  const rows = multipliers.tensors.map((one) => {
    const { tensor } = one;
    const fields = [
      `"like": ${text(tensor.baseName)}`,
      `"std": ${tensor.deviation === undefined ? 'None' : tensor.deviation}`,
      `"init": ${one.deviation}`,
      `"lr": ${rateOf(one, asked)}`,
      ...(decays(asked) ? [`"decay": ${one.decay}`] : []),
      ...(isAdam ? [`"eps": ${one.epsilon}`] : []),
    ];
    return `    ${text(tensor.name)}: {${fields.join(', ')}},`;
  });
  const given = [
    `lr=${rate ?? 'LR'}`,
    ...(decays(asked) ? [`weight_decay=${decay ?? 'DECAY'}`] : []),
    ...(isAdam ? [`eps=${epsilon}`] : []),
  ].join(', ');
  return `"""From the base of ${name.replace(/["\\]/g, '')} to its target, written by orrery mup.

    initialise(model, base)  # both as they are made; without the base where TENSORS has its std
    optimiser = torch.optim.${maker}(groups(model, ${given}))

The hyperparameters are those of the base. In the network itself:
multiply its outputs by OUTPUT, what each residual branch adds by BRANCH, and
attention's logits by ATTENTION beside their 1/sqrt(head size).
"""

OUTPUT = ${multipliers.output}
BRANCH = ${multipliers.branch}
ATTENTION = ${multipliers.attention ?? 'None  # not known from shapes: 1/sqrt(head size at target / at base)'}

# Of each tensor: the base's that it takes after, its std where it is known, and factors on it,
# on the learning rate${decays(asked) ? ', the weight decay' : ''}${isAdam ? ' and epsilon' : ''}.
TENSORS = {
${rows.join('\n')}
}


def of(name):
    if name not in TENSORS:
        raise KeyError(f"{name} was not in the shapes that orrery mup was given")
    return TENSORS[name]


def initialise(model, base=None):
    """Scales what is drawn at random to the base's deviation times its factor."""
    import torch

    known = dict(base.named_parameters()) if base is not None else {}
    with torch.no_grad():
        for name, p in model.named_parameters():
            tensor = of(name)
            now = float(p.std()) if p.numel() > 1 else 0.0
            if now == 0.0:
                continue  # constants, as gains of one and biases of zero, stay
            std = float(known[tensor["like"]].std()) if base is not None else tensor["std"]
            if std is None:
                raise ValueError(f"{name} has no std: give the base model too")
            p.mul_(tensor["init"] * std / now)


def groups(model, lr${decays(asked) ? ', weight_decay=0.0' : ''}${isAdam ? ', eps=1e-8' : ''}):
    """Parameter groups, one for each set of factors."""
    made = {}
    for name, p in model.named_parameters():
        tensor = of(name)
        group = {
            "lr": lr * tensor["lr"],
${decays(asked) ? '            "weight_decay": weight_decay * tensor["decay"],\n' : ''}${isAdam ? '            "eps": eps * tensor["eps"],\n' : ''}        }
        made.setdefault(tuple(group.values()), {"params": [], **group})["params"].append(p)
    return list(made.values())
`;
}

/** A string of Python. */
function text(value: string): string {
  return JSON.stringify(value);
}
