using System.Globalization;
using Samovar.Runs;

namespace Samovar.Tests.Runs;

public sealed class HistoryFileTests : TemporaryFolder
{
    [Fact]
    public void Appends_lines_in_invariant_culture_whatever_the_language()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = commas;
            HistoryFile history = new(At("history.csv"));
            history.Append(Record(10, 0.5, ("loss", 1.25)));
            history.Append(Record(20, 1.0625, ("loss", double.NaN)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal("step,seconds,loss\n10,0.5,1.25\n20,1.063,NaN\n", File.ReadAllText(At("history.csv")));
    }

    [Fact]
    public void A_quantity_that_appears_late_adds_a_column()
    {
        HistoryFile history = new(At("history.csv"));
        history.Append(Record(1, 1, ("b", 1)));
        history.Append(Record(2, 2, ("a", 2), ("b", 3)));
        history.Append(Record(3, 3, ("a", 4)));

        Assert.Equal("step,seconds,a,b\n1,1,,1\n2,2,2,3\n3,3,4,\n", File.ReadAllText(At("history.csv")));
        Assert.Equal(["b"], new HistoryFile(At("history.csv")).Load()[0].Values.Keys);
    }

    [Fact]
    public void A_line_that_a_killed_process_left_unfinished_is_dropped()
    {
        File.WriteAllText(At("history.csv"), "step,seconds,loss\n10,0.5,1.25\n20,1.0,0.");

        Assert.Equal([10], new HistoryFile(At("history.csv")).Load().Select(record => record.Step));
    }

    [Fact]
    public void A_damaged_line_is_named()
    {
        File.WriteAllText(At("history.csv"), "step,seconds,loss\n10,0.5,1.25\nten,1.0,2\n");

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => new HistoryFile(At("history.csv")).Load());

        Assert.Contains("Line 3", exception.Message);
        Assert.Contains("'ten,1.0,2'", exception.Message);
    }

    [Fact]
    public void A_full_disk_is_one_clear_error()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full, the device on which every write fails for lack of space");
        HistoryFile history = new(At("history.csv"));
        history.Append(Record(1, 1, ("a", 1)));
        File.Delete(At("history.csv"));
        File.CreateSymbolicLink(At("history.csv"), "/dev/full");

        IOException exception = Assert.Throws<IOException>(() => history.Append(Record(2, 2, ("a", 1))));

        Assert.Contains("could not be continued", exception.Message);
    }

    private static StepRecord Record(int step, double seconds, params (string Name, double Value)[] values) =>
        new(step, seconds, values.ToDictionary(value => value.Name, value => value.Value));
}
