using System.Globalization;

namespace OmniChannel.Tests.Expressions;

/// <summary>Random expressions from a seed: mostly well formed, mostly ill typed, with macros and every operator.</summary>
internal sealed class ExpressionGenerator(int seed)
{
    private static readonly string[] Binary = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||"];
    private static readonly string[] Loops = ["all", "exists", "exists_one", "map", "filter"];
    private static readonly string[] PairLoops = ["all", "exists", "existsOne", "transformList", "transformMap"];
    private static readonly string[] Members = ["size", "hasValue", "value", "reverse", "trim", "join", "getHours", "lowerAscii", "first", "getDayOfWeek"];
    private static readonly string[] Functions = ["size", "int", "uint", "double", "string", "bytes", "type", "dyn", "math.abs", "optional.of", "timestamp", "duration", "strings.quote", "math.greatest"];
    private static readonly string[] Literals =
    [
        "0", "1", "-1", "9223372036854775807", "-9223372036854775808", "0x1F", "1u", "18446744073709551615u", "1.5", "-0.0", "1e308", ".5", "2e-7",
        "true", "false", "null", "''", "'a'", "\"it's\"", "'𝔸é\\n\\\\'", "b'\\x00\\xff'", "r'\\d+'", "'''x\ny'''", "[]", "{}",
        "'2026-02-13T23:31:30Z'", "'1h30m'", "'%s %d'", "x", "y", "cart.total", ".x", "{'a': 1}.a", "{'a-b': 1}.`a-b`", "optional.none()",
    ];

    private readonly Random _random = new(seed);

    public string Next(int depth)
    {
        if (depth <= 0)
        {
            return Pick(Literals);
        }

        var (one, other, third) = (_random.Next(depth), _random.Next(depth), _random.Next(depth));
        return _random.Next(18) switch
        {
            0 or 1 or 2 or 3 => $"{Next(one)} {Pick(Binary)} {Next(other)}",
            4 => $"({Next(one)})",
            5 => $"{Pick(["!", "-", "!!", "--"])}({Next(one)})",
            6 => $"({Next(one)}) ? ({Next(other)}) : {Next(third)}",
            7 => $"[{Next(one)}, {Next(other)}, ?optional.of({Next(third)})]",
            8 => $"{{{Next(0)}: {Next(one)}, ?'k{Digit()}': optional.of({Next(other)})}}",
            9 => $"({Next(one)}).{Pick(Members)}()",
            10 => $"{Pick(Functions)}({Next(one)})",
            11 => $"[{Next(one)}, {Next(other)}].{Pick(Loops)}(v{Digit()}, {Next(third)})",
            12 => $"{{'a': {Next(one)}}}.{Pick(PairLoops)}(k, v, {Next(other)})",
            13 => $"cel.bind(x, {Next(one)}, {Next(other)})",
            14 => $"({Next(one)})[{Pick(["", "?"])}{Next(other)}]",
            15 => $"({Next(one)}).{Pick(["", "?"])}f{Digit()}",
            16 => $"optional.of({Next(one)}).optMap(o, {Next(other)})",
            _ => $"has(({Next(one)}).f{Digit()})",
        };
    }

    /// <summary>The text with a few characters changed, cut out, doubled or put in.</summary>
    public string Mutated(string text)
    {
        var made = text.ToList();
        for (var times = _random.Next(1, 6); times > 0; times--)
        {
            var at = _random.Next(made.Count + 1);
            var piece = Pick(["(", ")", "[", "]", "{", "}", "'", "\"", "\\", "?", ":", ".", ",", "&&", "||", "\n", "\0", "\uD800", "\uDC00", "é", "`", "//", "1e999", "0x", "b'", "r\"\"\"", "\\u12", "in", "null"]);
            switch (_random.Next(3))
            {
                case 0:
                    made.InsertRange(at, piece);
                    break;
                case 1 when made.Count > 0:
                    made.RemoveAt(Math.Min(at, made.Count - 1));
                    break;
                default:
                    made.InsertRange(at, made.Skip(at).Take(_random.Next(12)).ToList());
                    break;
            }
        }

        return new([.. made]);
    }

    public string Noise(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)(_random.Next(10) == 0 ? _random.Next(char.MaxValue + 1) : _random.Next(128)))]);

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private string Digit() => _random.Next(3).ToString(CultureInfo.InvariantCulture);
}
