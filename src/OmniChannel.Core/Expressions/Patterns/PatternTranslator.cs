using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace OmniChannel.Expressions;

/// <summary>
/// Reads a regular expression of RE2's syntax (github.com/google/re2/wiki/Syntax) and writes it for the framework's engine.
/// Groups do not capture and repetition is never lazy, since only whether it matches is asked. Surrogate pairs count as one character.
/// </summary>
internal sealed partial class PatternTranslator
{
    private const int DeepestGroup = 100;
    private const int MostRepeats = 1000;

    private readonly string _pattern;
    private readonly int _largest;
    private int _at;
    private int _depth;
    private bool _dotAll;
    private bool _multiline;
    private string? _problem;

    private PatternTranslator(string pattern, int largest)
    {
        _pattern = pattern;
        _largest = largest;
    }

    public static bool TryTranslate(string pattern, int longest, [NotNullWhen(true)] out string? translated, [NotNullWhen(false)] out string? problem)
    {
        translated = null;
        problem = pattern.Length > longest
            ? $"the regular expression has {pattern.Length} characters; at most {longest} are read"
            : CodePoints.AreWhole(pattern) ? null : "the regular expression holds half of a surrogate pair";
        if (problem is not null)
        {
            return false;
        }

        var translator = new PatternTranslator(pattern, longest);
        var piece = translator.Alternatives();
        if (translator._problem is null && translator._at < pattern.Length)
        {
            translator.Fail("')' closes nothing");
        }

        problem = translator._problem;
        translated = problem is null ? piece.Text : null;
        return problem is null;
    }

    /// <summary>A translated piece and the number of characters it matches one by one, repetitions written out.</summary>
    private readonly record struct Piece(string Text, int Size, string? Starred = null);

    private bool AtEnd => _at >= _pattern.Length || _problem is not null;

    private Piece Alternatives()
    {
        var text = new StringBuilder();
        var size = 0;
        while (true)
        {
            var branch = Sequence();
            text.Append(branch.Text);
            size = Sum(size, branch.Size);
            if (AtEnd || _pattern[_at] != '|')
            {
                return new(text.ToString(), size);
            }

            text.Append('|');
            _at++;
        }
    }

    private Piece Sequence()
    {
        var text = new StringBuilder();
        var size = 0;
        while (!AtEnd && _pattern[_at] is not ('|' or ')'))
        {
            var piece = Repeated(Atom());
            text.Append(piece.Text);
            size = Sum(size, piece.Size);
        }

        return new(text.ToString(), size);
    }

    private int Sum(int one, int other)
    {
        if ((long)one + other > _largest)
        {
            Fail($"the regular expression matches more than {_largest} characters one by one when its repetitions are written out");
            return _largest;
        }

        return one + other;
    }

    private Piece Repeated(Piece piece)
    {
        var repeated = false;
        while (!AtEnd && TryRepetition(out var sign, out var times))
        {
            if (repeated)
            {
                return Fail("a repetition is repeated; put the inner one in a group");
            }

            if ((long)piece.Size * times > _largest)
            {
                return Fail($"the repetition makes the regular expression larger than {_largest}");
            }

            repeated = true;
            piece = new($"{(sign is "*" or "+" ? piece.Starred ?? piece.Text : piece.Text)}{sign}", piece.Size * times);
            _at += !AtEnd && _pattern[_at] == '?' ? 1 : 0;
        }

        return piece;
    }

    private bool TryRepetition(out string sign, out int times)
    {
        times = 1;
        sign = _pattern[_at].ToString();
        if (sign is "*" or "+" or "?")
        {
            _at++;
            return true;
        }

        if (sign != "{" || !TryCounts(out var least, out var most, out var end))
        {
            return false;
        }

        _at = end;
        if (least > MostRepeats || most > MostRepeats || (most >= 0 && least > most))
        {
            Fail($"a repetition counts up to {MostRepeats}, the smaller number first");
        }

        times = Math.Max(1, Math.Max(least, most));
        sign = string.Create(CultureInfo.InvariantCulture, $"{{{least}{(most == least ? "" : most < 0 ? "," : $",{most}")}}}");
        return true;
    }

    private bool TryCounts(out int least, out int most, out int end)
    {
        var at = _at + 1;
        (least, most, end) = (Number(ref at), -1, 0);
        if (least < 0 || at >= _pattern.Length)
        {
            return false;
        }

        if (_pattern[at] == ',')
        {
            at++;
            most = Number(ref at);
        }
        else
        {
            most = least;
        }

        end = at + 1;
        return at < _pattern.Length && _pattern[at] == '}';
    }

    private int Number(ref int at)
    {
        var start = at;
        var value = 0;
        for (; at < _pattern.Length && char.IsAsciiDigit(_pattern[at]); at++)
        {
            value = Math.Min((value * 10) + (_pattern[at] - '0'), MostRepeats + 1);
        }

        return at == start ? -1 : value;
    }

    private Piece Atom()
    {
        var c = _pattern[_at];
        switch (c)
        {
            case '(':
                return Group();
            case '[':
                _at++;
                return Class();
            case '.':
                _at++;
                return _dotAll
                    ? new($"(?:[^{CharacterSet.Surrogates}]|{CharacterSet.AnyPair})", 1, @"[\s\S]")
                    : new($"(?:[^\\n{CharacterSet.Surrogates}]|{CharacterSet.AnyPair})", 1, @"[^\n]");
            case '^':
                _at++;
                return new(_multiline ? "(?m:^)" : @"(?:\A)", 1);
            case '$':
                _at++;
                return new(_multiline ? "(?m:$)" : @"(?:\z)", 1);
            case '\\':
                return Escape();
            case '*' or '+' or '?':
                return Fail($"'{c}' has nothing to repeat");
            default:
                return Literal(NextCodePoint());
        }
    }

    private int NextCodePoint()
    {
        var width = CodePoints.Width(_pattern, _at);
        var code = width == 2 ? char.ConvertToUtf32(_pattern[_at], _pattern[_at + 1]) : _pattern[_at];
        _at += width;
        return code;
    }

    private static Piece Literal(int code) => new(CharacterSet.Literal(code), 1);

    private Piece Fail(string what)
    {
        _problem ??= $"the regular expression is wrong at character {_at + 1}: {what}";
        return new("", 0);
    }
}
