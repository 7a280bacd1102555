using Samovar.Runs;

namespace Samovar.Tests.Runs;

public sealed class AtomicFileTests : TemporaryFolder
{
    [Fact]
    public void Replaces_a_file_and_leaves_nothing_else()
    {
        AtomicFile.WriteText(At("file.txt"), "old");
        AtomicFile.WriteText(At("file.txt"), "new");

        Assert.Equal("new", File.ReadAllText(At("file.txt")));
        Assert.Equal(["file.txt"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_full_disk_is_one_clear_error_and_the_old_file_is_intact()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full, the device on which every write fails for lack of space");
        AtomicFile.WriteText(At("file.txt"), "old");
        File.CreateSymbolicLink(At("file.txt.partial"), "/dev/full");

        IOException exception = Assert.Throws<IOException>(() => AtomicFile.WriteText(At("file.txt"), "new"));

        Assert.Contains("'" + At("file.txt") + "' could not be written: No space left on device", exception.Message);
        Assert.Contains("The file that was there is unchanged.", exception.Message);
        Assert.Equal("old", File.ReadAllText(At("file.txt")));
        Assert.Equal(["file.txt"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_failing_writer_leaves_the_old_file_intact()
    {
        AtomicFile.WriteText(At("file.txt"), "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(At("file.txt"), stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(At("file.txt")));
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        IOException exception = Assert.Throws<IOException>(() => AtomicFile.WriteText(At("missing/file.txt"), "new"));

        Assert.Contains("missing/file.txt", exception.Message);
    }
}
