using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Benchmarks.Energies;

/// <summary>A kernel written for one energy: energies and gradients of points in the form [dimension × points].</summary>
/// <param name="points">[dimension × count].</param>
/// <param name="count">Number of points, a multiple of the vector's length.</param>
/// <param name="energies">[count] overwritten.</param>
/// <param name="gradients">[dimension × count] overwritten.</param>
internal unsafe delegate void EnergyKernel<T>(T* points, int count, T* energies, T* gradients)
    where T : unmanaged;

/// <summary>The energies of the benchmark by hand, one vector of points at a time, everything else in registers and the first-level cache.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal static unsafe class HandwrittenEnergies<T>
    where T : unmanaged, INumber<T>
{
    private static readonly T[] CentresX = [.. TracedEnergies.Centres.X.Select(T.CreateTruncating)];
    private static readonly T[] CentresY = [.. TracedEnergies.Centres.Y.Select(T.CreateTruncating)];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mixture(T* points, int count, T* energies, T* gradients)
    {
        int modes = CentresX.Length;
        Vector512<T>* weights = stackalloc Vector512<T>[modes];
        Vector512<T> slope = Of(-0.5 / TracedEnergies.MixtureVariance), precision = Of(1 / TracedEnergies.MixtureVariance), invisible = Of(-60);
        Vector512<T> constant = Of(Math.Log(modes * 2 * Math.PI * TracedEnergies.MixtureVariance));
        fixed (T* centresX = CentresX, centresY = CentresY)
        {
            for (int point = 0; point < count; point += Vector512<T>.Count)
            {
                Vector512<T> x = Vector512.Load(points + point), y = Vector512.Load(points + count + point);
                Vector512<T> nearest = default;
                for (int mode = 0; mode < modes; mode++)
                {
                    Vector512<T> dx = x - Vector512.Create(centresX[mode]), dy = y - Vector512.Create(centresY[mode]);
                    weights[mode] = Fma(dx, dx, dy * dy);
                    nearest = mode == 0 ? weights[0] : Vector512.MinNative(nearest, weights[mode]);
                }

                Vector512<T> sum = default, sumX = default, sumY = default;
                for (int mode = 0; mode < modes; mode++)
                {
                    Vector512<T> weight = Exp(Vector512.MaxNative(slope * (weights[mode] - nearest), invisible));
                    sum += weight;
                    sumX = Fma(weight, Vector512.Create(centresX[mode]), sumX);
                    sumY = Fma(weight, Vector512.Create(centresY[mode]), sumY);
                }

                (constant - Fma(slope, nearest, Log(sum))).Store(energies + point);
                ((x - (sumX / sum)) * precision).Store(gradients + point);
                ((y - (sumY / sum)) * precision).Store(gradients + count + point);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LennardJones(T* points, int count, T* energies, T* gradients)
    {
        const int Particles = TracedEnergies.Particles;
        Vector512<T>* position = stackalloc Vector512<T>[3 * Particles];
        Vector512<T>* force = stackalloc Vector512<T>[3 * Particles];
        Vector512<T> one = Vector512<T>.One, two = Of(2), half = Of(0.5), factor = Of(-24), raise = Of(1e-6), share = Of(1.0 / Particles);
        for (int point = 0; point < count; point += Vector512<T>.Count)
        {
            Vector512<T> energy = default;
            for (int axis = 0; axis < 3; axis++)
            {
                Vector512<T> centre = default;
                for (int place = axis; place < 3 * Particles; place += 3)
                {
                    position[place] = Vector512.Load(points + ((long)place * count) + point);
                    centre += position[place];
                }

                centre *= share;
                for (int place = axis; place < 3 * Particles; place += 3)
                {
                    force[place] = position[place] - centre;
                    energy = Fma(force[place], half * force[place], energy);
                }
            }

            Vector512<T> attraction = default;
            for (int left = 0; left < 3 * Particles; left += 3)
            {
                Vector512<T> x = position[left], y = position[left + 1], z = position[left + 2];
                Vector512<T> forceX = force[left], forceY = force[left + 1], forceZ = force[left + 2];
                for (int right = left + 3; right < 3 * Particles; right += 3)
                {
                    Vector512<T> dx = x - position[right], dy = y - position[right + 1], dz = z - position[right + 2];
                    Vector512<T> inverse = one / Fma(dx, dx, Fma(dy, dy, Fma(dz, dz, raise)));
                    Vector512<T> sixth = inverse * inverse * inverse;
                    attraction = Fma(sixth, sixth - two, attraction);
                    Vector512<T> pull = factor * inverse * Fma(sixth, sixth, -sixth);
                    forceX = Fma(pull, dx, forceX);
                    forceY = Fma(pull, dy, forceY);
                    forceZ = Fma(pull, dz, forceZ);
                    force[right] -= pull * dx;
                    force[right + 1] -= pull * dy;
                    force[right + 2] -= pull * dz;
                }

                forceX.Store(gradients + ((long)left * count) + point);
                forceY.Store(gradients + ((long)(left + 1) * count) + point);
                forceZ.Store(gradients + ((long)(left + 2) * count) + point);
            }

            Fma(two, attraction, energy).Store(energies + point);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ManyWells(T* points, int count, T* energies, T* gradients)
    {
        Vector512<T> half = Of(0.5), six = Of(6), four = Of(4), twelve = Of(12);
        for (int point = 0; point < count; point += Vector512<T>.Count)
        {
            Vector512<T> energy = default;
            T* column = points + point, gradient = gradients + point;
            for (int well = 0; well < TracedEnergies.Wells; well++)
            {
                Vector512<T> u = Vector512.Load(column), v = Vector512.Load(column + count);
                Vector512<T> square = u * u;
                energy = Fma(square, square - six, Fma(-half, u, Fma(half * v, v, energy)));
                Fma(u, Fma(four, square, -twelve), -half).Store(gradient);
                v.Store(gradient + count);
                column += 2 * count;
                gradient += 2 * count;
            }

            energy.Store(energies + point);
        }
    }

    private static Vector512<T> Of(double value) => Vector512.Create(T.CreateTruncating(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fma(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Exp(Vector512<T> x) =>
        typeof(T) == typeof(float) ? VectorMath.Exp(x.AsSingle()).As<float, T>() : VectorMath.Exp(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Log(Vector512<T> x) =>
        typeof(T) == typeof(float) ? VectorMath.Log(x.AsSingle()).As<float, T>() : VectorMath.Log(x.AsDouble()).As<double, T>();
}
