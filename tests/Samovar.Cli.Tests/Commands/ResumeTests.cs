using Samovar.Cli.Commands;

namespace Samovar.Cli.Tests.Commands;

public sealed class ResumeTests : CommandFixture
{
    private const string Checkpoint = "checkpoint.safetensors";

    [Fact]
    public void A_stopped_run_says_how_to_go_on_and_then_equals_one_that_never_stopped()
    {
        Train("whole");
        Transcript stopped = Stopped("halves", afterReadings: 80);
        Transcript resumed = Run("train", "--resume", "--out", "halves");

        Assert.Equal(ExitCode.Cancelled, stopped.Code);
        Assert.Matches(@"^Stopped after step [1-4]?[0-9] of 50; nothing is lost\. Go on with:\n  samovar train --resume --out halves\n$", stopped.Error);
        Assert.Equal(ExitCode.Done, resumed.Code);
        Assert.Matches(@"Going on after step [1-4]?[0-9] in halves\n", resumed.Output);
        Assert.Equal(File.ReadAllBytes(At("whole", Checkpoint)), File.ReadAllBytes(At("halves", Checkpoint)));
        Assert.Equal(File.ReadAllBytes(At("whole", "samples.npy")), File.ReadAllBytes(At("halves", "samples.npy")));
        Assert.Equal(WithoutSeconds("whole"), WithoutSeconds("halves"));
    }

    [Fact]
    public void A_killed_run_loses_no_line_and_doubles_none()
    {
        Train("whole");
        Stopped("killed", afterReadings: 80);
        File.Delete(At("killed", "run.json.partial"));
        File.AppendAllText(At("killed", "history.csv"), "48,9.5,0.1,0.2\n49,9.7,0.1,0.2\n50,9.");
        File.WriteAllText(At("killed", Checkpoint + ".partial"), "half a checkpoint");

        Transcript resumed = Run("train", "--resume", "--out", "killed");

        Assert.Equal(string.Empty, resumed.Error);
        Assert.Equal(WithoutSeconds("whole"), WithoutSeconds("killed"));
        Assert.Equal(File.ReadAllBytes(At("whole", Checkpoint)), File.ReadAllBytes(At("killed", Checkpoint)));
        Assert.False(File.Exists(At("killed", Checkpoint + ".partial")));
    }

    [Fact]
    public void A_run_killed_before_its_first_checkpoint_starts_again()
    {
        Train("whole");
        Stopped("killed", afterReadings: 80);
        File.Delete(At("killed", Checkpoint));

        Run("train", "--resume", "--out", "killed");

        Assert.Equal(WithoutSeconds("whole"), WithoutSeconds("killed"));
        Assert.Equal(File.ReadAllBytes(At("whole", Checkpoint)), File.ReadAllBytes(At("killed", Checkpoint)));
    }

    [Fact]
    public void Checkpoints_are_written_while_training_goes_on()
    {
        int seen = 0;
        TickingClock slow = new(2, _ => seen += File.Exists(At("run", Checkpoint)) ? 1 : 0);

        RunWith(slow, default, "train", "two-bumps", "--method", "mean-field", "--preset", "quick", "--out", "run");

        Assert.InRange(seen, 20, int.MaxValue);
    }

    [Fact]
    public void Time_that_is_out_ends_a_run_that_can_go_on()
    {
        Train("whole");
        Transcript first = Train("run", "--steps", "50", "--max-time", "0.1s");
        Transcript second = Run("train", "--resume", "--out", "run");

        Assert.Equal(ExitCode.Done, first.Code);
        Assert.Contains("Out of time after", first.Output);
        Assert.Contains("Verdict: amber.", first.Output);
        Assert.Contains("Done: 50 steps,", second.Output);
        Assert.Equal(File.ReadAllBytes(At("whole", Checkpoint)), File.ReadAllBytes(At("run", Checkpoint)));
    }

    [Fact]
    public void A_truncated_checkpoint_is_one_clear_error_and_nothing_is_lost()
    {
        Stopped("run", afterReadings: 80);
        byte[] whole = File.ReadAllBytes(At("run", Checkpoint));
        File.WriteAllBytes(At("run", Checkpoint), whole[..^5]);
        string history = File.ReadAllText(At("run", "history.csv"));

        Transcript resumed = Run("train", "--resume", "--out", "run");

        Assert.Equal(ExitCode.Usage, resumed.Code);
        Assert.StartsWith($"error: '{At("run", Checkpoint)}' is not a whole safetensors file: its header announces", resumed.Error);
        Assert.Contains("it is truncated.", resumed.Error);
        Assert.Equal(history, File.ReadAllText(At("run", "history.csv")));
    }

    [Fact]
    public void A_foreign_checkpoint_is_one_clear_error()
    {
        Train("other", "--seed", "2");
        Stopped("run", afterReadings: 80);
        File.Copy(At("other", Checkpoint), At("run", Checkpoint), overwrite: true);

        Transcript resumed = Run("train", "--resume", "--out", "run");

        Assert.Equal(ExitCode.Usage, resumed.Code);
        Assert.StartsWith($"error: '{At("run", Checkpoint)}' does not belong to this run: its seed is '2', that of run.json is '1'.", resumed.Error);
    }

    [Fact]
    public void A_full_disk_is_one_clear_error_and_the_last_checkpoint_is_intact()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full, the device on which every write fails for lack of space");
        Stopped("run", afterReadings: 80);
        byte[] before = File.ReadAllBytes(At("run", Checkpoint));
        File.CreateSymbolicLink(At("run", Checkpoint + ".partial"), "/dev/full");

        Transcript resumed = Run("train", "--resume", "--out", "run");

        Assert.Equal(ExitCode.Usage, resumed.Code);
        Assert.StartsWith($"error: '{At("run", Checkpoint)}' could not be written: No space left on device", resumed.Error);
        Assert.Equal(before, File.ReadAllBytes(At("run", Checkpoint)));
    }

    [Fact]
    public void Arguments_that_would_make_another_run_are_refused()
    {
        Stopped("run", afterReadings: 80);

        Transcript resumed = Run("train", "two-bumps", "--resume", "--out", "run", "--seed", "2", "--method", "explodes", "--dimension", "3");

        Assert.Equal(ExitCode.Usage, resumed.Code);
        Assert.Equal(
            """
            error: 3 problems; nothing was done.
              1. --method is 'explodes', but the run to resume has 'mean-field'. Leave it out, or train a new run without --resume.
              2. --seed is '2', but the run to resume has '1'. Leave it out, or train a new run without --resume.
              3. Option 'dimension' is '3', but the run to resume has 'not set'. Leave it out, or train a new run without --resume.
            See 'samovar train --help'.

            """,
            resumed.Error);
    }

    [Theory]
    [InlineData("error: Which run should go on? Name its folder with --out.\n")]
    [InlineData("is not a run: it is not a folder.", "--out", "nowhere")]
    [InlineData("is not a run: it is not a folder.", "two-bumps", "--method", "mean-field")]
    public void There_must_be_something_to_resume(string message, params string[] more)
    {
        Transcript resumed = Run(["train", "--resume", .. more]);

        Assert.Equal(ExitCode.Usage, resumed.Code);
        Assert.Contains(message, resumed.Error);
    }

    [Fact]
    public void The_target_names_the_run_if_out_is_left_out()
    {
        Run("train", "two-bumps", "--method", "mean-field", "--preset", "quick", "--steps", "50", "--max-time", "0.1s");

        Transcript resumed = Run("train", "two-bumps", "--method", "mean-field", "--resume");

        Assert.Contains("in runs/two-bumps-mean-field-seed1\n", resumed.Output);
        Assert.Contains("Done: 50 steps,", resumed.Output);
    }

    private Transcript Stopped(string name, int afterReadings)
    {
        using CancellationTokenSource stop = new();
        TickingClock clock = new(0.001, reading =>
        {
            if (reading == afterReadings)
            {
                stop.Cancel();
            }
        });
        return RunWith(clock, stop.Token, "train", "two-bumps", "--method", "mean-field", "--preset", "quick", "--out", name);
    }

    private string[] WithoutSeconds(string name) =>
        [.. File.ReadAllLines(At(name, "history.csv")).Select(line => string.Join(',', line.Split(',').Where((_, column) => column != 1)))];
}
