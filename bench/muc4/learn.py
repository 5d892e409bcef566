"""A logistic regression over named features, many targets at once; numpy only, deterministic."""
import numpy as np


class Model:
    """Weights by feature and target."""

    def __init__(self, targets, names, weights, bias):
        self.targets, self.names, self.weights, self.bias = targets, names, weights, bias

    def predict(self, rows):
        """Probabilities, one row a list of features."""
        out = np.tile(self.bias, (len(rows), 1))
        for nth, row in enumerate(rows):
            known = [self.names[name] for name in row if name in self.names] + [self.names[""]]
            out[nth] += self.weights[sorted(known)].sum(axis=0)
        return 1 / (1 + np.exp(-out))

    def to_json(self):
        keep = np.abs(self.weights).max(axis=1) > 1e-3
        keep[self.names[""]] = True
        table = {name: [round(float(w), 4) for w in self.weights[at]] for name, at in self.names.items() if keep[at]}
        return {"targets": self.targets, "bias": [float(b) for b in self.bias], "weights": table}

    @classmethod
    def from_json(cls, data):
        names = {name: at for at, name in enumerate(data["weights"])}
        weights = np.array(list(data["weights"].values()), dtype=float).reshape(len(names), len(data["targets"]))
        return cls(data["targets"], names, weights, np.array(data["bias"]))


def fit(rows, labels, targets, rare=2, epochs=8, rate=0.15, decay=1e-6, positive=1.0, batch=256):
    """AdaGrad on the log loss; features seen fewer than `rare` times are left out; `positive` weighs the positives."""
    counts = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    names = {name: at for at, name in enumerate(sorted(name for name, n in counts.items() if n >= rare))}
    # Sorted, and every row has one feature at least, so that sums run in one order and none is empty.
    names[""] = len(names)
    lists = [np.array(sorted(names[name] for name in row if name in names) + [names[""]], dtype=np.int32) for row in rows]
    labels = np.asarray(labels, dtype=np.float64)
    weights = np.zeros((len(names), len(targets)))
    squares = np.full((len(names), len(targets)), 1e-2)
    bias = np.full(len(targets), -2.0)
    order = np.random.default_rng(7)
    for _ in range(epochs):
        shuffled = order.permutation(len(rows))
        for from_ in range(0, len(shuffled), batch):
            picked = shuffled[from_ : from_ + batch]
            step(picked, lists, labels, weights, squares, bias, rate, decay, positive)
    return Model(targets, names, weights, bias)


def step(picked, lists, labels, weights, squares, bias, rate, decay, positive):
    lengths = np.array([len(lists[at]) for at in picked])
    flat = np.concatenate([lists[at] for at in picked])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    scores = np.add.reduceat(weights[flat], starts, axis=0) + bias
    gold = labels[picked]
    error = 1 / (1 + np.exp(-scores)) - gold
    error *= np.where(gold > 0, positive, 1.0)
    # Errors of the rows that hold a feature, summed by feature.
    order = np.argsort(flat, kind="stable")
    unique, first = np.unique(flat[order], return_index=True)
    gradient = np.add.reduceat(np.repeat(error, lengths, axis=0)[order], first, axis=0)
    gradient += decay * len(picked) * weights[unique]
    squares[unique] += gradient**2
    weights[unique] -= rate * gradient / np.sqrt(squares[unique])
    bias -= 0.002 * error.sum(axis=0)
