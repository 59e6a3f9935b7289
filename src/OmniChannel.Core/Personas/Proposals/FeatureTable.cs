namespace OmniChannel;

/// <summary>Customers as rows of numbers of like weight: numbers less their mean in standard deviations, at most three; texts and flags as one for each value. Only +, −, ×, ÷ and √, each in one order, so that it is the same everywhere.</summary>
internal sealed class FeatureTable
{
    private const int MostValues = 8;
    private const double Furthest = 3;

    private FeatureTable(int rows, int width, double[] values) => (Rows, Width, Values) = (rows, width, values);

    public int Rows { get; }

    public int Width { get; }

    /// <summary>Row by row.</summary>
    public double[] Values { get; }

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Width, Width);

    public static FeatureTable Of(IReadOnlyList<PersonaColumn> columns)
    {
        var features = columns.Where(column => column.Fact is not null).SelectMany(FeaturesOf).ToList();
        var rows = columns[0].Count;
        var values = new double[rows * features.Count];
        for (var feature = 0; feature < features.Count; feature++)
        {
            for (var row = 0; row < rows; row++)
            {
                values[(row * features.Count) + feature] = features[feature][row];
            }
        }

        return new(rows, features.Count, values);
    }

    /// <summary>At most so many rows, evenly from the whole.</summary>
    public FeatureTable Sample(int most)
    {
        if (Rows <= most)
        {
            return this;
        }

        var values = new double[most * Width];
        for (var row = 0; row < most; row++)
        {
            Row((int)((long)row * Rows / most)).CopyTo(values.AsSpan(row * Width));
        }

        return new(most, Width, values);
    }

    private static IEnumerable<double[]> FeaturesOf(PersonaColumn column) =>
        column.Texts is { } texts ? Each(texts) : column.Fact!.Kind == FactKind.Flag ? Flag(column.Numbers!) : Scaled(column.Numbers!);

    private static IEnumerable<double[]> Each(string?[] texts)
    {
        var values = texts.OfType<string>().GroupBy(text => text, StringComparer.Ordinal).OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).Take(MostValues).Select(same => same.Key).ToList();
        return values.Count > 1 ? values.Select(value => Array.ConvertAll(texts, text => text == value ? 1.0 : 0.0)) : [];
    }

    /// <summary>As far apart as two texts are; not known is in the middle.</summary>
    private static IEnumerable<double[]> Flag(long?[] flags) =>
        flags.OfType<long>().Distinct().Count() > 1 ? [Array.ConvertAll(flags, flag => (flag ?? 0.5) * Math.Sqrt(2))] : [];

    private static IEnumerable<double[]> Scaled(long?[] numbers)
    {
        var (count, sum) = (0, 0.0);
        foreach (var number in numbers.OfType<long>())
        {
            (count, sum) = (count + 1, sum + number);
        }

        var (mean, squares) = (count == 0 ? 0 : sum / count, 0.0);
        foreach (var number in numbers.OfType<long>())
        {
            squares += (number - mean) * (number - mean);
        }

        var deviation = count == 0 ? 0 : Math.Sqrt(squares / count);
        return deviation > 0 ? [Array.ConvertAll(numbers, number => number is { } known ? Math.Clamp((known - mean) / deviation, -Furthest, Furthest) : 0.0)] : [];
    }
}
