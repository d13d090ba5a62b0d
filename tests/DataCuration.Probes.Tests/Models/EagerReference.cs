using DataCuration.Probes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DataCuration.Probes.Tests.Models;

/// <summary>The forward pass and AdamW written a second time, from their formulas, one operation at a time in C#.</summary>
internal static class EagerReference
{
    public static (Tensor Entropy, Tensor Objective) Loss(ProbeModel model, Tensor tokens, Tensor targets, double zLoss)
    {
        Tensor scores = Logits(model, tokens);
        Tensor entropy = nn.functional.cross_entropy(scores.flatten(0, 1), targets.flatten());
        Tensor partition = scores.logsumexp(-1);
        return (entropy, entropy + (zLoss * partition.square().mean()));
    }

    /// <summary>Clip by the common norm, then Loshchilov and Hutter's algorithm 2; the first parameter is not decayed.</summary>
    public static void Update(
        Tensor[] parameters, Tensor[] gradients, Tensor[] first, Tensor[] second, int step, AdamSettings settings, double rate)
    {
        double norm = Math.Sqrt(gradients.Sum(static gradient => gradient.square().sum(ScalarType.Float64).ToDouble()));
        double divisor = Math.Max(1, norm / settings.ClipNorm);
        for (int index = 0; index < parameters.Length; index++)
        {
            Tensor gradient = gradients[index] / divisor;
            if (index > 0) parameters[index].mul_(1 - (rate * settings.WeightDecay));
            first[index].mul_(settings.Beta1).add_(gradient * (1 - settings.Beta1));
            second[index].mul_(settings.Beta2).add_(gradient.square() * (1 - settings.Beta2));
            Tensor direction = first[index] / (1 - Math.Pow(settings.Beta1, step));
            Tensor scale = (second[index] / (1 - Math.Pow(settings.Beta2, step))).sqrt() + settings.Epsilon;
            parameters[index].sub_(direction / scale * rate);
        }
    }

    private static Tensor Logits(ProbeModel model, Tensor tokens)
    {
        long batch = tokens.size(0);
        long length = tokens.size(1);
        ModelShape shape = model.Shape;
        Tensor x = model.Parameters[0][tokens];
        Tensor future = ones(length, length, ScalarType.Bool).triu(1);
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            Tensor[] weights = model.Parameters[(1 + (4 * layer))..(5 + (4 * layer))];
            Tensor[] qkv = [.. Normalise(x).matmul(weights[0].t()).split(shape.HiddenSize, -1).Select(Heads)];
            Tensor q = Normalise(Rotate(qkv[0]));
            Tensor k = Normalise(Rotate(qkv[1]));
            Tensor scores = q.matmul(k.transpose(-2, -1)) / Math.Sqrt(shape.HeadSize);
            Tensor mixed = scores.masked_fill(future, double.NegativeInfinity).softmax(-1).matmul(qkv[2]);
            x = x + mixed.transpose(1, 2).reshape(batch, length, shape.HiddenSize).matmul(weights[1].t());
            x = x + Normalise(x).matmul(weights[2].t()).relu().square().matmul(weights[3].t());
        }

        return Normalise(x).matmul(model.Parameters[^1].t());

        Tensor Heads(Tensor part) => part.reshape(batch, length, shape.Heads, shape.HeadSize).transpose(1, 2);

        Tensor Rotate(Tensor part)
        {
            Tensor positions = arange(length, ScalarType.Float32).unsqueeze(-1);
            Tensor pairs = arange(shape.HeadSize / 2, ScalarType.Float32);
            Tensor angles = positions * pow(10_000, pairs * (-2.0 / shape.HeadSize));
            Tensor[] halves = part.split(shape.HeadSize / 2, -1);
            return cat(
                [
                    (halves[0] * angles.cos()) - (halves[1] * angles.sin()),
                    (halves[0] * angles.sin()) + (halves[1] * angles.cos()),
                ],
                -1);
        }
    }

    private static Tensor Normalise(Tensor x) => x / (x.square().mean([-1], keepdim: true) + 1e-6).sqrt();
}
