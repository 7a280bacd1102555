using Samovar.Benchmarks;

IBenchmark[] benchmarks = [.. typeof(IBenchmark).Assembly.GetTypes()
    .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBenchmark)))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
    .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)];

string names = string.Join(", ", benchmarks.Select(benchmark => benchmark.Name));
if (args.Length == 0)
{
    Console.WriteLine($"Benchmarks: {names}. Name one to run it; what follows the name is handed to it.");
    return 0;
}

IBenchmark? chosen = benchmarks.FirstOrDefault(benchmark => string.Equals(benchmark.Name, args[0], StringComparison.Ordinal));
if (chosen is null)
{
    Console.Error.WriteLine($"There is no benchmark '{args[0]}'; there are: {names}.");
    return 2;
}

chosen.Run(args[1..]);
return 0;
