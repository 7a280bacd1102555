#:project ../src/Samovar/Samovar.csproj

// Trains a one-step sampler on an energy written in C#, then draws from it.   dotnet run -c Release samples/train-and-draw.cs [STEPS]
using Samovar.Methods;
using Samovar.Samplers;
using Samovar.Targets;
using static Samovar.Compute.Graphs.TracedMath;

int steps = args is [string text] ? int.Parse(text) : 4_000;
ITarget target = Target.FromEnergy(2, x => 4 * Square(Square(x[0]) - 1) + 0.5 * Square(x[1]), name: "my-double-well");

TrainedSampler trained = new Dikl().Train(target, preset: "quick", seed: 1, steps);
Draws draws = trained.Draw(count: 10_000);

double left = Enumerable.Range(0, draws.Points.Count).Average(row => draws.Points[row, 0] < 0 ? 1.0 : 0.0);
Console.WriteLine($"{trained.Run.Outcome.GetType().Name} after {trained.Run.Cost.Energies:#,0} energies and {trained.Run.Cost.Scores:#,0} scores.");
Console.WriteLine($"Left well: {left:0.000} of the draws; exactly one half would be right.");
