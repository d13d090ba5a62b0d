// The file as fastText 0.9 writes it (format 12; format 11 is the same without character n-grams in supervised models): magic, version, arguments, dictionary, pruned buckets, a flag
// and the input matrix, a flag and the output matrix. All little endian. Lengths are checked against what is left of the file before anything is allocated.
using System.Runtime.InteropServices;
using System.Text;

namespace DataCuration.Quality.FastText;

/// <summary>Reads model files.</summary>
internal sealed class FastTextReader
{
    private const int Magic = 793712314;
    private const int NewestVersion = 12;
    private const int OldestVersion = 11;
    private const int Supervised = 3;
    private const byte LabelType = 1;
    private const int MaxEntryBytes = 1 << 20;

    // Quantised input up to this size is held in single precision, which is faster.
    private const long MaxExpandedBytes = 64 << 20;

    private readonly Stream _file;
    private readonly BinaryReader _reader;

    private FastTextReader(BinaryReader reader)
    {
        _file = reader.BaseStream;
        _reader = reader;
    }

    private long Left => _file.Length - _file.Position;

    /// <exception cref="InvalidDataException">No supervised model that this reader knows.</exception>
    /// <exception cref="IOException">The file ends early.</exception>
    public static FastTextModel Read(Stream file)
    {
        using BinaryReader reader = new(file, Encoding.UTF8, leaveOpen: true);
        return new FastTextReader(reader).ReadModel();
    }

    private FastTextModel ReadModel()
    {
        if (Left < 8 || _reader.ReadInt32() != Magic)
        {
            throw new InvalidDataException("it does not begin like one.");
        }

        int version = _reader.ReadInt32();
        if (version is < OldestVersion or > NewestVersion)
        {
            throw new InvalidDataException($"it has format {version}.");
        }

        FastTextArguments arguments = ReadArguments(version);
        FastTextDictionary dictionary = ReadDictionary();
        bool isQuantised = _reader.ReadByte() != 0;
        FastTextMatrix input = isQuantised ? ReadQuantised(arguments) : ReadDense(arguments);
        if (input is QuantisedMatrix quantised && quantised.Rows * quantised.Columns * sizeof(float) <= MaxExpandedBytes)
        {
            input = quantised.ToDense();
        }

        bool isOutputQuantised = _reader.ReadByte() != 0;
        FastTextMatrix output = isQuantised && isOutputQuantised ? ReadQuantised(arguments) : ReadDense(arguments);
        if (output.Rows < dictionary.Labels.Length || input.Rows < dictionary.WordCount || (!isQuantised && dictionary.IsPruned))
        {
            throw new InvalidDataException($"{input.Rows} rows of input and {output.Rows} of output do not fit {dictionary.WordCount} words and {dictionary.Labels.Length} labels.");
        }

        return new FastTextModel(arguments, dictionary, input, output);
    }

    private FastTextArguments ReadArguments(int version)
    {
        int dimension = _reader.ReadInt32();
        Skip(4);
        int wordGrams = _reader.ReadInt32();
        int loss = _reader.ReadInt32();
        int model = _reader.ReadInt32();
        int buckets = _reader.ReadInt32();
        int minCharacters = _reader.ReadInt32();
        int maxCharacters = _reader.ReadInt32();
        _reader.ReadInt32();
        _reader.ReadDouble();
        if (model != Supervised)
        {
            throw new InvalidDataException("it holds word vectors, not a classifier.");
        }

        if (dimension < 1 || buckets < 0 || !Enum.IsDefined((FastTextLoss)loss) || wordGrams < 0)
        {
            throw new InvalidDataException($"its arguments are not possible (dimension {dimension}, {buckets} buckets, loss {loss}, word n-grams {wordGrams}).");
        }

        return new FastTextArguments
        {
            Dimension = dimension,
            WordGrams = wordGrams,
            Loss = (FastTextLoss)loss,
            Buckets = buckets,
            MinCharacters = minCharacters,
            MaxCharacters = version == OldestVersion ? 0 : maxCharacters,
        };
    }

    // The arguments ws, epoch, minCount and neg, which prediction does not need.
    private void Skip(int integers)
    {
        for (int i = 0; i < integers; i++)
        {
            _reader.ReadInt32();
        }
    }

    private FastTextDictionary ReadDictionary()
    {
        int size = _reader.ReadInt32();
        int wordCount = _reader.ReadInt32();
        int labelCount = _reader.ReadInt32();
        _reader.ReadInt64();
        long prunedSize = _reader.ReadInt64();
        Require(wordCount >= 0 && labelCount > 0 && (long)wordCount + labelCount == size && size <= Left / 10, $"{size} entries, {wordCount} words and {labelCount} labels");
        byte[][] words = new byte[wordCount][];
        string[] labels = new string[labelCount];
        long[] counts = new long[labelCount];
        byte[] buffer = new byte[256];
        for (int i = 0; i < size; i++)
        {
            int length = 0;
            for (byte value = _reader.ReadByte(); value != 0; value = _reader.ReadByte())
            {
                if (length == buffer.Length)
                {
                    Require(length < MaxEntryBytes, $"a word of more than {MaxEntryBytes} bytes");
                    Array.Resize(ref buffer, length * 2);
                }

                buffer[length++] = value;
            }

            long count = _reader.ReadInt64();
            bool isLabel = _reader.ReadByte() == LabelType;
            Require(isLabel == i >= wordCount, "labels among the words");
            if (isLabel)
            {
                labels[i - wordCount] = Encoding.UTF8.GetString(buffer, 0, length);
                counts[i - wordCount] = count;
            }
            else
            {
                words[i] = buffer.AsSpan(0, length).ToArray();
            }
        }

        return new FastTextDictionary(words, labels, counts, ReadKeptBuckets(prunedSize));
    }

    private KeptBuckets? ReadKeptBuckets(long size)
    {
        if (size < 0)
        {
            return null;
        }

        Require(size <= Left / 8, $"{size} kept n-grams");
        Dictionary<int, int> kept = new((int)size);
        for (long i = 0; i < size; i++)
        {
            int bucket = _reader.ReadInt32();
            kept[bucket] = _reader.ReadInt32();
        }

        Require(!kept.Any(pair => pair.Key is < 0 or int.MaxValue || pair.Value < 0), "n-grams with impossible numbers");
        return new KeptBuckets(kept);
    }

    private DenseMatrix ReadDense(FastTextArguments arguments)
    {
        long rows = _reader.ReadInt64();
        long columns = _reader.ReadInt64();
        Require(rows >= 0 && columns == arguments.Dimension && rows <= Left / (columns * sizeof(float)), $"a matrix of {rows} x {columns}");
        DenseMatrix matrix = new(rows, (int)columns);
        foreach (float[] block in matrix.Blocks)
        {
            Fill(block);
        }

        return matrix;
    }

    private QuantisedMatrix ReadQuantised(FastTextArguments arguments)
    {
        bool hasNorms = _reader.ReadByte() != 0;
        long rows = _reader.ReadInt64();
        long columns = _reader.ReadInt64();
        int codeSize = _reader.ReadInt32();
        Require(rows >= 0 && columns == arguments.Dimension && codeSize >= 0 && codeSize <= Left, $"a quantised matrix of {rows} x {columns}, {codeSize} codes");
        byte[] codes = ReadBytes(codeSize);
        ProductQuantiser quantiser = ReadQuantiser();
        Require(quantiser.Dimension == columns && rows * quantiser.Pieces == codeSize, $"{codeSize} codes for {rows} rows of {quantiser.Pieces} pieces");
        if (!hasNorms)
        {
            return new QuantisedMatrix(rows, (int)columns, codes, quantiser, null, null);
        }

        Require(rows <= Left, $"{rows} norms");
        byte[] normCodes = ReadBytes((int)rows);
        ProductQuantiser normQuantiser = ReadQuantiser();
        Require(normQuantiser.Dimension == 1, $"norms of {normQuantiser.Dimension} dimensions");
        return new QuantisedMatrix(rows, (int)columns, codes, quantiser, normCodes, normQuantiser);
    }

    private ProductQuantiser ReadQuantiser()
    {
        int dimension = _reader.ReadInt32();
        int pieces = _reader.ReadInt32();
        int length = _reader.ReadInt32();
        int lastLength = _reader.ReadInt32();
        Require(
            dimension > 0 && pieces > 0 && length > 0 && lastLength > 0 && lastLength <= length && (((long)pieces - 1) * length) + lastLength == dimension
                && dimension <= Left / (ProductQuantiser.CentroidsPerPiece * sizeof(float)),
            $"a quantiser of {dimension} dimensions in {pieces} pieces of {length}");
        float[] centroids = new float[dimension * ProductQuantiser.CentroidsPerPiece];
        Fill(centroids);
        return new ProductQuantiser(dimension, pieces, length, lastLength, centroids);
    }

    private byte[] ReadBytes(int count)
    {
        byte[] bytes = new byte[count];
        _file.ReadExactly(bytes);
        return bytes;
    }

    private void Fill(Span<float> values)
    {
        const int Chunk = 1 << 24;
        for (int start = 0; start < values.Length; start += Chunk)
        {
            _file.ReadExactly(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(Chunk, values.Length - start))));
        }
    }

    private static void Require(bool isPossible, string found)
    {
        if (!isPossible)
        {
            throw new InvalidDataException($"it says that it holds {found}, which cannot be or is more than the file has.");
        }
    }
}
