using System.Runtime.Intrinsics;
using Samovar.Compute.Randomness;

namespace Samovar.Compute.Tests.Randomness;

public sealed class PhiloxTests
{
    // The three lines 'philox4x32 10' of the file kat_vectors of Random123: counter, key, words.
    public static TheoryData<uint[], uint[], uint[]> KnownAnswers => new()
    {
        { [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
        {
            [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff],
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
        },
        {
            [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0],
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Scalar_form_gives_the_published_words(uint[] counter, uint[] key, uint[] words)
    {
        PhiloxBlock block = Philox.Generate(new PhiloxBlock(counter[0], counter[1], counter[2], counter[3]), key[0], key[1]);

        Assert.Equal(new PhiloxBlock(words[0], words[1], words[2], words[3]), block);
    }

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Vector_form_gives_the_published_words_in_every_lane(uint[] counter, uint[] key, uint[] words)
    {
        Vector512<uint> first = Vector512.Create(counter[0]);
        Vector512<uint> second = Vector512.Create(counter[1]);
        Vector512<uint> third = Vector512.Create(counter[2]);
        Vector512<uint> fourth = Vector512.Create(counter[3]);

        Philox.Generate(ref first, ref second, ref third, ref fourth, key[0], key[1]);

        Assert.Equal(Vector512.Create(words[0]), first);
        Assert.Equal(Vector512.Create(words[1]), second);
        Assert.Equal(Vector512.Create(words[2]), third);
        Assert.Equal(Vector512.Create(words[3]), fourth);
    }

    [Fact]
    public void Vector_form_keeps_its_lanes_apart()
    {
        Vector512<uint> first = Vector512<uint>.Indices * 0x9E3779B1u;
        Vector512<uint> second = Vector512<uint>.Indices + Vector512.Create(7u);
        Vector512<uint> third = Vector512<uint>.Indices * 0x85EBCA77u;
        Vector512<uint> fourth = ~Vector512<uint>.Indices;
        PhiloxBlock[] expected = [.. Enumerable.Range(0, 16)
            .Select(i => Philox.Generate(new PhiloxBlock(first[i], second[i], third[i], fourth[i]), 0xdeadbeef, 0x12345678))];

        Philox.Generate(ref first, ref second, ref third, ref fourth, 0xdeadbeef, 0x12345678);

        Assert.Equal(expected, Enumerable.Range(0, 16).Select(i => new PhiloxBlock(first[i], second[i], third[i], fourth[i])));
    }
}
