#:project ../src/Samovar/Samovar.csproj

// Trains a one-step sampler on an energy written in C#, then draws from it.   dotnet run -c Release samples/train-and-draw.cs [STEPS]
using Samovar.Compute.Randomness;
using Samovar.Methods;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

int steps = args is [string text] ? int.Parse(text) : 4_000;
ITarget target = Target.FromEnergy(2, x => 4 * Square(Square(x[0]) - 1) + 0.5 * Square(x[1]), name: "my-double-well");

TrainingSession session = new Dikl().Start(target, preset: "quick", seed: 1, steps);
RunPlan plan = new(target.Name, new Dictionary<string, string>(), "dikl", "quick", Seed: 1, steps);
Run run = new Trainer(new TrainerOptions(), TimeProvider.System).Train(session, plan, history: [], observer: null, CancellationToken.None);

Draws draws = session.Sampler.Draw(target, count: 10_000, RandomStream.FromSeed(2));
double left = Enumerable.Range(0, draws.Points.Count).Average(row => draws.Points[row, 0] < 0 ? 1.0 : 0.0);
Console.WriteLine($"{run.Outcome.GetType().Name} after {run.Cost.Energies:#,0} energies and {run.Cost.Scores:#,0} scores.");
Console.WriteLine($"Left well: {left:0.000} of the draws; exactly one half would be right.");
