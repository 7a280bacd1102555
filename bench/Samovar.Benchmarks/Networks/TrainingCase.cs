using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Networks;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Benchmarks.Networks;

/// <summary>A training step as the trainer does it: hand in the batch, evaluate loss and gradients, apply Adam.</summary>
internal sealed class TrainingCase
{
    private readonly int[] sizes;
    private readonly int rows;
    private readonly Batch input;
    private readonly Batch wanted;
    private readonly CompiledLoss loss;
    private readonly AdamOptions options = new() { Schedule = LearningRateSchedule.Constant, LearningRate = 1e-4 };

    public TrainingCase(int rows, int width, int hiddenLayers, WorkerPool pool)
    {
        this.rows = rows;
        RandomStream random = RandomStream.FromSeed(1);
        Mlp network = new(2, 2, new MlpOptions { Width = width, HiddenLayers = hiddenLayers }, random);
        sizes = [2, .. Enumerable.Repeat(width, hiddenLayers), 2];
        (input, wanted) = (new Batch(rows, 2), new Batch(rows, 2));
        random.FillNormal(input.Values);
        random.FillNormal(wanted.Values);
        Adam optimizer = new(network.Parameters, pool);
        loss = new CompiledLoss(
            "benchmark", network, optimizer, inputs => MeanOverPoints(Sum(Square(network.Apply(inputs[0]) - inputs[1]))), [input, wanted], pool);
    }

    /// <summary>Floating-point operations of the matrix products of one step: forward, gradient of the input, gradient of the weights.</summary>
    public double Operations => 6.0 * rows * sizes.Zip(sizes.Skip(1), (inputs, outputs) => (double)inputs * outputs).Sum();

    /// <summary>Loss and gradients, without the optimizer.</summary>
    public double Evaluate() => loss.Evaluate([input, wanted]);

    /// <summary>One training step.</summary>
    public void Step()
    {
        Evaluate();
        loss.Optimizer.Update(options, 0.5);
    }
}
