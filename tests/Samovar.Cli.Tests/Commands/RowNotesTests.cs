using Samovar.Cli.Commands;
using Samovar.Runs;

namespace Samovar.Cli.Tests.Commands;

public sealed class RowNotesTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(19, 1)]
    [InlineData(20, 0)]
    public void Few_held_out_rows_make_a_verdict_amber(int heldOut, int findings)
    {
        Finding[] notes = [.. RowNotes.Of(new DataRecord([], "standardized", 100, heldOut, 0))];

        Assert.Equal(findings, notes.Length);
        Assert.All(notes, note => Assert.Equal((Severity.Amber, "evidence"), (note.Severity, note.Check)));
    }

    [Fact]
    public void Constant_columns_are_a_note_and_a_run_without_a_table_has_none()
    {
        DataRecord record = new([], "standardized", 100, 30, 0) { ConstantInTraining = ["age"] };

        Assert.Contains("'age'", Assert.Single(RowNotes.Of(record)).Message, StringComparison.Ordinal);
        Assert.Empty(RowNotes.Of(null));
    }
}
