using DataCuration.Probes.Models;
using DataCuration.Probes.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DataCuration.Probes.Tests.Models;

[Collection(TorchInTurn.Name)]
public sealed class ProbeModelTests : IDisposable
{
    private static readonly ModelShape Tiny = new("tiny", 32, 2, 16, 64);
    private static readonly AdamSettings Settings = new(0.9, 0.99, 0.1);

    private readonly DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void Script_and_reference_agree_on_loss_and_gradients()
    {
        (Tensor tokens, Tensor targets) = Batch();
        using ProbeModel scripted = CreateStirred();
        using ProbeModel eager = CreateStirred();

        foreach (Tensor parameter in eager.Parameters) parameter.requires_grad_();

        // A large weight, so that an error in the z-loss would show.
        Tensor[] gradients = Zeros(scripted);
        double entropy = ProbeScript.Accumulate(scripted, tokens, targets, gradients, zLoss: 0.1, share: 1).ToDouble();
        (Tensor eagerEntropy, Tensor eagerObjective) = EagerReference.Loss(eager, tokens, targets, 0.1);
        eagerObjective.backward();

        entropy.Should().BeApproximately(eagerEntropy.ToDouble(), 1e-6);
        for (int index = 0; index < gradients.Length; index++)
        {
            RelativeDifference(gradients[index], eager.Parameters[index].grad!)
                .Should().BeLessThan(1e-4, $"parameter {index} has the same gradient");
        }
    }

    [Fact]
    public void Fused_and_reference_optimiser_agree_after_ten_steps()
    {
        using ProbeModel fused = CreateStirred();
        using ProbeModel plain = CreateStirred();
        Tensor[] fusedFirst = Zeros(fused), fusedSecond = Zeros(fused), plainFirst = Zeros(plain), plainSecond = Zeros(plain);
        Tensor[] steps = [.. fused.Parameters.Select(static _ => tensor(0f))];
        using Generator generator = new(7, CPU);
        using IDisposable frozen = no_grad();

        for (int step = 1; step <= 10; step++)
        {
            // Every other step is large enough to be clipped.
            double size = step % 2 == 0 ? 1.0 : 1e-3;
            Tensor[] gradients = [.. fused.Parameters.Select(parameter => randn(parameter.shape, generator: generator) * size)];
            Tensor[] copies = [.. gradients.Select(static gradient => gradient.clone())];
            ProbeScript.Update(fused.Parameters, gradients, fusedFirst, fusedSecond, steps, Settings, 0.01);
            EagerReference.Update(plain.Parameters, copies, plainFirst, plainSecond, step, Settings, 0.01);
        }

        for (int index = 0; index < fused.Parameters.Length; index++)
        {
            (fused.Parameters[index] - plain.Parameters[index]).abs().max().ToDouble().Should().BeLessThan(1e-5);
        }
    }

    [Fact]
    public void Bfloat16_gives_nearly_the_loss_of_float32()
    {
        (Tensor tokens, Tensor targets) = Batch();
        using ProbeModel exact = CreateStirred();
        using ProbeModel rounded = CreateStirred(ProbePrecision.Bf16);

        double expected = ProbeScript.Accumulate(exact, tokens, targets, Zeros(exact), 1e-4, 1).ToDouble();

        ProbeScript.Accumulate(rounded, tokens, targets, Zeros(rounded), 1e-4, 1).ToDouble().Should().BeApproximately(expected, 0.02);
    }

    [Fact]
    public void Nats_of_the_targets_average_to_the_loss()
    {
        (Tensor tokens, Tensor targets) = Batch();
        using ProbeModel model = CreateStirred();

        double mean = ProbeScript.Nats(model, tokens, targets).mean().ToDouble();

        mean.Should().BeApproximately(ProbeScript.Accumulate(model, tokens, targets, Zeros(model), 1e-4, 1).ToDouble(), 1e-5);
    }

    [Fact]
    public void Prediction_does_not_depend_on_what_follows()
    {
        (Tensor tokens, Tensor targets) = Batch();
        using ProbeModel model = CreateStirred();
        Tensor changed = tokens.clone();
        changed.narrow(1, 10, 6).fill_(3);

        Tensor before = ProbeScript.Nats(model, tokens, targets).narrow(1, 0, 10);
        Tensor after = ProbeScript.Nats(model, changed, targets).narrow(1, 0, 10);

        (before - after).abs().max().ToDouble().Should().BeLessThan(1e-6);
    }

    [Fact]
    public void Fresh_model_knows_nothing_and_learns_a_repeating_text()
    {
        TrainingState state = new(ProbeModel.Create(Tiny, 64, 16, ProbePrecision.Fp32, seed: 1, CPU), Settings);
        Tensor text = tensor([.. Enumerable.Range(0, 4 * 17).Select(static index => (long)(index % 17 % 7))], [1, 4, 17]);
        List<double> losses = [];

        for (int step = 0; step < 30; step++) losses.Add(state.Step(text, microSequences: 4, rate: 0.01).ToDouble());
        state.Dispose();

        losses[0].Should().BeApproximately(Math.Log(64), 0.05);
        losses[^1].Should().BeLessThan(0.5);
    }

    [Fact]
    public void Same_seed_gives_the_same_weights_and_another_seed_others()
    {
        using ProbeModel first = ProbeModel.Create(Tiny, 64, 16, ProbePrecision.Fp32, seed: 1, CPU);
        using ProbeModel same = ProbeModel.Create(Tiny, 64, 16, ProbePrecision.Fp32, seed: 1, CPU);
        using ProbeModel other = ProbeModel.Create(Tiny, 64, 16, ProbePrecision.Fp32, seed: 2, CPU);

        first.Parameters[1].data<float>().ToArray().Should().Equal(same.Parameters[1].data<float>().ToArray());
        first.Parameters[1].data<float>().ToArray().Should().NotEqual(other.Parameters[1].data<float>().ToArray());
    }

    [Fact]
    public void Every_rung_counts_the_parameters_that_it_creates()
    {
        foreach (ModelShape shape in ModelLadder.Rungs.Take(3))
        {
            using ProbeModel model = ProbeModel.Create(shape, shape.Vocabulary, 16, ProbePrecision.Fp32, seed: 1, CPU);

            model.Parameters.Skip(1).Sum(static parameter => parameter.numel()).Should().Be(shape.ParameterCount(shape.Vocabulary));
        }
    }

    /// <summary>The published table of the ladder, in millions of parameters (matrices and head).</summary>
    [Theory]
    [InlineData("p1", 1.45)]
    [InlineData("p3", 2.6)]
    [InlineData("p7", 6.7)]
    [InlineData("p10", 10.5)]
    [InlineData("p34", 33.8)]
    [InlineData("p55", 54.5)]
    [InlineData("p110", 110)]
    public void Rung_has_its_size(string name, double millions)
    {
        ModelShape shape = ModelLadder.Find(name)!;

        (shape.ParameterCount(shape.Vocabulary) / 1e6).Should().BeApproximately(millions, 0.01 * millions);
    }

    public void Dispose() => _scope.Dispose();

    /// <summary>A model whose output projections are no longer zero, so that every gradient is alive.</summary>
    private static ProbeModel CreateStirred(ProbePrecision precision = ProbePrecision.Fp32)
    {
        ProbeModel model = ProbeModel.Create(Tiny, 64, 16, precision, seed: 1, CPU);
        using Generator generator = new(5, CPU);
        using IDisposable frozen = no_grad();
        foreach (Tensor parameter in model.Parameters) parameter.add_(randn(parameter.shape, generator: generator) * 0.1);
        return model;
    }

    private static (Tensor Tokens, Tensor Targets) Batch()
    {
        using Generator generator = new(3, CPU);
        Tensor text = randint(0, 64, [4, 17], ScalarType.Int64, generator: generator);
        return (text.narrow(1, 0, 16), text.narrow(1, 1, 16));
    }

    private static Tensor[] Zeros(ProbeModel model) => [.. model.Parameters.Select(static parameter => zeros_like(parameter))];

    private static double RelativeDifference(Tensor left, Tensor right) =>
        (left - right).norm().ToDouble() / right.norm().ToDouble();
}
