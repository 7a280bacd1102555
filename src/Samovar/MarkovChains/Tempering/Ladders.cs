using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Targets;

namespace Samovar.MarkovChains.Tempering;

/// <summary>
/// Independent ladders of chains, one per SIMD lane: a block holds the same temperature of many ladders. Rung 0 draws the reference afresh, the others
/// move by Markov kernels, and neighbours exchange their points.
/// </summary>
internal sealed class Ladders
{
    private readonly int groups;
    private readonly int dimension;
    private readonly ChainBlock[] blocks;
    private readonly double[] logRatios;
    private readonly double[] rejected;
    private readonly double[] acceptances;
    private readonly RandomStreamState[] exchangeRandom;
    private readonly LaneKernelPool kernels;
    private readonly double[] inverseTemperatures;
    private readonly Moves moves;
    private readonly Exchanges exchanges;
    private readonly ExchangeRule rule;

    /// <param name="density">The target in coordinates where the reference is N(0, I).</param>
    /// <param name="schedule">Temperatures.</param>
    /// <param name="ladders">Number of ladders, a multiple of the lanes of a block.</param>
    /// <param name="random">Identity of all randomness.</param>
    /// <param name="earlier">Ladders at other temperatures to take the points from, each rung from the nearest; null to draw all from the reference.</param>
    /// <param name="rule">When neighbours exchange their points.</param>
    public Ladders(ITarget density, TemperatureSchedule schedule, int ladders, RandomStreamState random, Ladders? earlier, ExchangeRule rule)
    {
        this.rule = rule;
        dimension = density.Dimension;
        groups = ladders / ChainBlock.DefaultLanes;
        Rungs = schedule.Count;
        Count = ladders;
        inverseTemperatures = [.. schedule.InverseTemperatures];
        kernels = earlier?.kernels ?? new LaneKernelPool(density, ChainBlock.DefaultLanes);
        blocks = [.. Enumerable.Range(0, Rungs * groups).Select(index => new ChainBlock(dimension, random.Split(index)))];
        exchangeRandom = [.. Enumerable.Range(0, groups).Select(group => random.Split(-1 - group))];
        logRatios = new double[Rungs * ladders];
        rejected = new double[(Rungs - 1) * groups];
        acceptances = new double[Rungs * groups];
        Bridges = new BridgeSums(Rungs - 1, ladders);
        Trips = new RoundTrips(Rungs, ladders);
        moves = new Moves(this);
        exchanges = new Exchanges(this);
        Begin(earlier);
        Bridges.Restart(TypicalWork());
    }

    public int Rungs { get; }

    /// <summary>Number of ladders.</summary>
    public int Count { get; }

    public BridgeSums Bridges { get; }

    /// <summary>Journeys since the last <see cref="Forget"/>.</summary>
    public RoundTrips Trips { get; private set; }

    /// <summary>Scans since the last <see cref="Forget"/>.</summary>
    public long Scans { get; private set; }

    /// <summary>Proposals that were not finite since the last <see cref="Forget"/>.</summary>
    public long Divergent { get; private set; }

    /// <summary>[rungs − 1] mean rejection probability of exchanges since the last <see cref="Forget"/>.</summary>
    public double[] Rejections() =>
        [.. Enumerable.Range(0, Rungs - 1).Select(pair => Enumerable.Range(0, groups).Sum(group => rejected[(pair * groups) + group]) / ((double)Scans * Count))];

    /// <summary>The blocks of the coldest rung.</summary>
    public ReadOnlySpan<ChainBlock> Coldest => blocks.AsSpan((Rungs - 1) * groups);

    /// <summary>Whether any point of the coldest rung has a finite energy.</summary>
    public bool IsInSupport => logRatios.Skip((Rungs - 1) * Count).Any(double.IsFinite);

    /// <summary>Starts every rung anew from particles that were weighted, resampled and moved along the ladder, and so stand in their right proportions.</summary>
    /// <param name="explorers">[rungs] kernels; the first is not used.</param>
    /// <param name="options">Number of islands and particles, and of moves at each temperature.</param>
    /// <param name="random">Identity of the particles' randomness.</param>
    public void Anneal(IMarkovKernel[] explorers, SequentialMonteCarloOptions options, RandomStreamState random)
    {
        IslandBatch islands = new(kernels, dimension, options, random);
        islands.Start();
        for (int rung = 1; rung < Rungs; rung++)
        {
            islands.Step(inverseTemperatures[rung] - inverseTemperatures[rung - 1], inverseTemperatures[rung], explorers[rung], options.Moves);
            int[] chosen = islands.Choose(Count);
            for (int ladder = 0; ladder < Count; ladder++)
            {
                ChainBlock source = islands.Block(chosen[ladder]);
                blocks[(rung * groups) + (ladder / ChainBlock.DefaultLanes)].CopyLane(
                    ladder % ChainBlock.DefaultLanes, source, chosen[ladder] % ChainBlock.DefaultLanes);
            }
        }
    }

    /// <summary>One move of every chain, then one attempt to exchange every other pair of neighbours: even and odd pairs by turns.</summary>
    /// <param name="explorers">[rungs] kernels; the first is not used.</param>
    /// <param name="acceptance">[rungs] mean acceptance of the moves, overwritten.</param>
    public void Scan(IMarkovKernel[] explorers, double[] acceptance)
    {
        moves.Explorers = explorers;
        WorkerPool.Shared.Run(blocks.Length, moves);
        exchanges.Parity = (int)(Scans % 2);
        WorkerPool.Shared.Run(groups, exchanges);
        for (int rung = 0; rung < Rungs; rung++)
        {
            acceptance[rung] = acceptances.AsSpan(rung * groups, groups).ToArray().Average();
        }

        Scans++;
        Bridges.CountScan();
        Trips.Note();
        Divergent += moves.TakeDivergent();
    }

    /// <summary>Forgets all sums, and centres those of the bridges on what was learned.</summary>
    public void Forget()
    {
        Bridges.Recentre(TypicalWork());
        Trips = new RoundTrips(Rungs, Count);
        Array.Clear(rejected);
        Scans = 0;
        Divergent = 0;
    }

    private void Begin(Ladders? earlier)
    {
        for (int index = 0; index < blocks.Length; index++)
        {
            if (earlier is not null)
            {
                int rung = earlier.NearestRung(inverseTemperatures[index / groups]);
                ChainBlock source = earlier.blocks[(rung * groups) + (index % groups)];
                for (int lane = 0; lane < ChainBlock.DefaultLanes; lane++)
                {
                    blocks[index].CopyLane(lane, source, lane);
                }
            }
            else
            {
                RandomStream.FillNormal(ref blocks[index].Random, blocks[index].Points);
                ILaneKernel kernel = kernels.Rent();
                blocks[index].Evaluate(new TemperedLanes(kernel, 0));
                kernels.Return(kernel);
            }

            LogRatios.Of(blocks[index], logRatios.AsSpan(index * ChainBlock.DefaultLanes, ChainBlock.DefaultLanes));
        }
    }

    /// <summary>
    /// [rungs − 1] the median over the ladders of W at the colder of two neighbours, which lies above ln Z₁/Z₀ by about their divergence: a centre for the
    /// first bridges, however large the normalizer. Means would follow single points on a steep wall.
    /// </summary>
    private double[] TypicalWork() => [.. Enumerable.Range(0, Rungs - 1).Select(pair =>
    {
        double median = logRatios.Skip((pair + 1) * Count).Take(Count).Order().ElementAt(Count / 2);
        return double.IsFinite(median) ? (inverseTemperatures[pair + 1] - inverseTemperatures[pair]) * median : 0;
    })];

    private int NearestRung(double inverseTemperature) =>
        Enumerable.Range(0, Rungs).MinBy(rung => Math.Abs(inverseTemperatures[rung] - inverseTemperature));

    private sealed class Moves(Ladders ladders) : IChunkedWork
    {
        private long divergent;

        public IMarkovKernel[] Explorers { get; set; } = [];

        public long TakeDivergent() => Interlocked.Exchange(ref divergent, 0);

        public void Execute(int chunk)
        {
            ChainBlock block = ladders.blocks[chunk];
            int rung = chunk / ladders.groups;
            ILaneKernel kernel = ladders.kernels.Rent();
            TemperedLanes density = new(kernel, (float)ladders.inverseTemperatures[rung]);
            if (rung == 0)
            {
                RandomStream.FillNormal(ref block.Random, block.Points);
                block.Evaluate(density);
                ladders.acceptances[chunk] = 1;
            }
            else
            {
                StepInfo info = Explorers[rung].Move(block, density);
                ladders.acceptances[chunk] = info.Acceptance;
                Interlocked.Add(ref divergent, info.Divergent);
            }

            ladders.kernels.Return(kernel);
            LogRatios.Of(block, ladders.logRatios.AsSpan(chunk * block.Lanes, block.Lanes));
        }
    }

    /// <summary>The exchanges of one group of ladders.</summary>
    private sealed class Exchanges(Ladders ladders) : IChunkedWork
    {
        public int Parity { get; set; }

        public void Execute(int group)
        {
            Span<float> thresholds = stackalloc float[ChainBlock.DefaultLanes];
            Span<float> mask = stackalloc float[ChainBlock.DefaultLanes];
            for (int pair = 0; pair < ladders.Rungs - 1; pair++)
            {
                RandomStream.FillUniform(ref ladders.exchangeRandom[group], thresholds);
                bool attempted = pair % 2 == Parity;
                int hotter = (pair * ladders.groups) + group;
                int colder = hotter + ladders.groups;
                for (int lane = 0; lane < thresholds.Length; lane++)
                {
                    bool exchanged = Consider(pair, group, lane, thresholds[lane]) && attempted;
                    mask[lane] = BitConverter.Int32BitsToSingle(exchanged ? -1 : 0);
                    if (exchanged)
                    {
                        ladders.Trips.Exchange(pair, (group * ChainBlock.DefaultLanes) + lane);
                    }
                }

                if (attempted)
                {
                    ladders.blocks[hotter].Exchange(ladders.blocks[colder], Lanewise.Vectors(mask));
                }
            }
        }

        /// <summary>Notes what an exchange would do, and decides it. Points that were just exchanged belong to pairs of the other parity.</summary>
        private bool Consider(int pair, int group, int lane, float threshold)
        {
            int hotter = (((pair * ladders.groups) + group) * ChainBlock.DefaultLanes) + lane;
            int colder = hotter + (ladders.groups * ChainBlock.DefaultLanes);
            double step = ladders.inverseTemperatures[pair + 1] - ladders.inverseTemperatures[pair];
            double hot = step * ladders.logRatios[hotter];
            double cold = step * ladders.logRatios[colder];
            double probability = ladders.rule(hot, cold);
            ladders.rejected[(pair * ladders.groups) + group] += 1 - probability;
            ladders.Bridges.Add(pair, (group * ChainBlock.DefaultLanes) + lane, hot, cold);
            return threshold < probability;
        }
    }
}
