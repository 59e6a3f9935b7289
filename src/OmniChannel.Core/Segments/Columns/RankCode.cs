namespace OmniChannel;

/// <summary>The values that a column holds, numbered in their order from 1: every comparison with a constant, whatever it is, is an interval of codes. Immutable.</summary>
internal sealed class RankCode : FactCode
{
    private readonly FactKind _kind;
    private readonly string? _currency;
    private readonly long[] _numbers = [];
    private readonly string[] _texts = [];

    /// <param name="texts">In ordinal order, each once.</param>
    public RankCode(string[] texts) => (_kind, _texts) = (FactKind.Text, texts);

    /// <param name="kind">What the numbers are.</param>
    /// <param name="currency">Of money, its currency; null for others.</param>
    /// <param name="numbers">In ascending order, each once.</param>
    public RankCode(FactKind kind, string? currency, long[] numbers) => (_kind, _currency, _numbers) = (kind, currency, numbers);

    public override int Most => _kind == FactKind.Text ? _texts.Length : _numbers.Length;

    /// <summary>Octets that the values take.</summary>
    public long Bytes => (8L * _numbers.Length) + _texts.Sum(text => 8L + 22 + (2L * text.Length));

    public override int Encode(long number) => Math.Max(0, Array.BinarySearch(_numbers, number) + 1);

    public override int Encode(string text) => Math.Max(0, Array.BinarySearch(_texts, text, StringComparer.Ordinal) + 1);

    public override (int Code, bool IsExact) Find(FactValue constant)
    {
        var at = _kind == FactKind.Text ? Array.BinarySearch(_texts, constant.Text!, StringComparer.Ordinal) : Array.BinarySearch(_numbers, constant.Number);
        return at >= 0 ? (at + 1, true) : (~at, false);
    }

    public override FactValue ValueOf(int code) => code == 0 ? FactValue.Absent : _kind switch
    {
        FactKind.Text => FactValue.Of(_texts[code - 1]),
        FactKind.Money => FactValue.Of(new Money(_numbers[code - 1], new Currency(_currency!))),
        _ => FactValue.Of(_kind, _numbers[code - 1]),
    };
}
