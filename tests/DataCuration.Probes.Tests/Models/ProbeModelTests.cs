using DataCuration.Probes.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DataCuration.Probes.Tests.Models;

[Collection(TorchInTurn.Name)]
public sealed class ProbeModelTests
{
    private static readonly ModelShape Tiny = new("tiny", 32, 2, 16, 64);

    [Fact]
    public void Tiny_model_learns_a_repeating_text()
    {
        using ProbeModel model = ProbeModel.Create(Tiny, 64, 16, ProbePrecision.Fp32, seed: 1, CPU);
        Tensor[] first = [.. model.Parameters.Select(static parameter => zeros_like(parameter))];
        Tensor[] second = [.. model.Parameters.Select(static parameter => zeros_like(parameter))];
        Tensor[] steps = [.. model.Parameters.Select(static _ => tensor(0f))];
        using Tensor text = tensor([.. Enumerable.Range(0, 4 * 17).Select(static index => (long)(index % 17 % 7))], [4, 17]);
        using Tensor tokens = text.narrow(1, 0, 16);
        using Tensor targets = text.narrow(1, 1, 16);
        List<double> losses = [];

        for (int step = 0; step < 30; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor entropy, Tensor objective) = ProbeScript.Loss(model, tokens, targets, 1e-4);
            objective.backward();
            using IDisposable frozen = no_grad();
            Tensor[] gradients = [.. model.Parameters.Select(static parameter => parameter.grad!)];
            ProbeScript.Update(model.Parameters, gradients, first, second, steps, new AdamSettings(.9, .99, .1), 0.01);
            foreach (Tensor gradient in gradients) gradient.zero_();
            losses.Add(entropy.ToDouble());
        }

        losses[0].Should().BeApproximately(Math.Log(64), 0.05);
        losses[^1].Should().BeLessThan(0.5);
    }
}
