using System.Buffers.Binary;
using System.Text;
using Samovar.Runs;

namespace Samovar.Tests.Runs;

public sealed class SafetensorsTests
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    [Fact]
    public void Reads_back_every_type_and_the_metadata()
    {
        Dictionary<string, CheckpointTensor> tensors = new()
        {
            ["b/floats"] = new CheckpointTensor("F32", [2, 3], [.. Enumerable.Range(0, 24).Select(value => (byte)value)]),
            ["a/doubles"] = new CheckpointTensor("F64", [1], [1, 2, 3, 4, 5, 6, 7, 8]),
            ["a/whole"] = new CheckpointTensor("I64", [1], [8, 7, 6, 5, 4, 3, 2, 1]),
            ["a/unsigned"] = new CheckpointTensor("U64", [2], new byte[16]),
            ["nothing"] = new CheckpointTensor("F32", [0, 4], []),
        };

        SafetensorsContent content = Read(Written(tensors, new Dictionary<string, string> { ["method"] = "dikl" }));

        Assert.Equal("dikl", content.Metadata["method"]);
        Assert.Equal(tensors.Keys.Order(), content.Tensors.Keys.Order());
        foreach ((string name, CheckpointTensor tensor) in tensors)
        {
            Assert.Equal(tensor.Type, content.Tensors[name].Type);
            Assert.Equal(tensor.Shape, content.Tensors[name].Shape);
            Assert.Equal(tensor.Bytes, content.Tensors[name].Bytes);
        }
    }

    [Fact]
    public void The_order_of_insertion_does_not_change_the_bytes()
    {
        CheckpointTensor one = new("F32", [1], [1, 2, 3, 4]);
        CheckpointTensor two = new("F32", [1], [5, 6, 7, 8]);

        byte[] forward = Written(new Dictionary<string, CheckpointTensor> { ["one"] = one, ["two"] = two }, NoMetadata);
        byte[] backward = Written(new Dictionary<string, CheckpointTensor> { ["two"] = two, ["one"] = one }, NoMetadata);

        Assert.Equal(forward, backward);
    }

    [Fact]
    public void Values_start_at_a_multiple_of_eight()
    {
        byte[] file = Written(new Dictionary<string, CheckpointTensor> { ["odd-name"] = new("F32", [1], [1, 2, 3, 4]) }, NoMetadata);

        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(file) % 8);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] file = Written(new Dictionary<string, CheckpointTensor> { ["one"] = new("F32", [4], new byte[16]) }, NoMetadata);

        for (int length = 0; length < file.Length; length++)
        {
            InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Read(file[..length]));
            Assert.Contains("'test.safetensors' is not a whole safetensors file", exception.Message);
        }
    }

    [Fact]
    public void Appended_bytes_are_refused()
    {
        byte[] file = Written(new Dictionary<string, CheckpointTensor> { ["one"] = new("F32", [1], new byte[4]) }, NoMetadata);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Read([.. file, 0]));

        Assert.Contains("something was appended", exception.Message);
    }

    [Theory]
    [InlineData("a picture is not a checkpoint, whatever its name says", "another kind of file")]
    [InlineData("{\"a\":", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", "lacks a valid type, shape or pair of offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "lacks a valid type, shape or pair of offsets")]
    [InlineData("""{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", "type 'F16'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "needs 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,4]}}""", "bytes by its shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "leaves a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "not JSON")]
    [InlineData("""{"__metadata__":{"a":1}}""", "__metadata__")]
    public void Foreign_and_contradictory_files_are_refused_with_the_reason(string header, string reason)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        byte[] file = header.StartsWith('a') ? text : [.. length, .. text, .. new byte[8]];

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Read(file));

        Assert.Contains(reason, exception.Message);
    }

    [Fact]
    public void A_tensor_whose_bytes_do_not_fit_its_shape_is_not_written()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => Written(new Dictionary<string, CheckpointTensor> { ["one"] = new("F64", [2], new byte[8]) }, NoMetadata));

        Assert.Contains("need 16", exception.Message);
    }

    private static byte[] Written(Dictionary<string, CheckpointTensor> tensors, Dictionary<string, string> metadata)
    {
        using MemoryStream stream = new();
        Safetensors.Write(stream, tensors, metadata);
        return stream.ToArray();
    }

    private static SafetensorsContent Read(byte[] file) => Safetensors.Read(new MemoryStream(file), "test.safetensors");
}
