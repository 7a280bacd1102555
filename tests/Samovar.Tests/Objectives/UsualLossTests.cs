using Samovar.Objectives;

namespace Samovar.Tests.Objectives;

public sealed class UsualLossTests
{
    [Fact]
    public void A_loss_is_held_beside_what_it_has_been()
    {
        UsualLoss usual = new();

        Assert.False(usual.IsExceeded(2, 1.05));
        Assert.False(usual.IsExceeded(2.09, 1.05));
        Assert.True(usual.IsExceeded(2.2, 1.05));
        Assert.False(usual.IsExceeded(0.1, 1.05));
    }

    /// <summary>However large, each raises the usual loss by at most 2 % of 5 %; one and a half times is within 5 % of usual after ln(1.5/1.05)/ln 1.001 = 357 steps.</summary>
    [Fact]
    public void Large_losses_become_usual_slowly_and_surely()
    {
        UsualLoss usual = new();
        usual.IsExceeded(1, 1.05);

        Assert.Equal(357, Enumerable.Range(0, 1_000).Count(_ => usual.IsExceeded(1.5, 1.05)));
    }
}
