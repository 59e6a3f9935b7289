namespace OmniChannel;

/// <summary>Values of one kind in their order, to be searched once for each fact of each customer: numbers and texts side by side without what surrounds them. Immutable.</summary>
internal sealed class SortedValues
{
    /// <summary>As many values as this are looked through faster than they are halved.</summary>
    private const int Few = 8;

    private readonly long[] _numbers = [];
    private readonly string[]? _texts;

    /// <param name="values">In the order of <see cref="FactCode.ByValue"/>.</param>
    public SortedValues(FactValue[] values)
    {
        if (values is [{ Kind: FactKind.Text }, ..])
        {
            _texts = Array.ConvertAll(values, value => value.Text!);
        }
        else
        {
            _numbers = Array.ConvertAll(values, value => value.Number);
        }
    }

    /// <summary>The place of a value; where there is none, the complement of the place it would have.</summary>
    public int Find(in FactValue value) => _texts is null ? Find(value.Number) : Find(value.Text!);

    /// <inheritdoc cref="Find(in FactValue)"/>
    public int Find(long number)
    {
        if (_numbers.Length > Few)
        {
            return Array.BinarySearch(_numbers, number);
        }

        var below = 0;
        while (below < _numbers.Length && _numbers[below] < number)
        {
            below++;
        }

        return below < _numbers.Length && _numbers[below] == number ? below : ~below;
    }

    /// <inheritdoc cref="Find(in FactValue)"/>
    public int Find(string text) => Array.BinarySearch(_texts ?? [], text, StringComparer.Ordinal);

    /// <summary>The place of a text; negative where there is none.</summary>
    public int IndexOf(string text)
    {
        if (_texts is not { Length: <= Few } few)
        {
            return Find(text);
        }

        for (var i = 0; i < few.Length; i++)
        {
            if (few[i] == text)
            {
                return i;
            }
        }

        return -1;
    }
}
