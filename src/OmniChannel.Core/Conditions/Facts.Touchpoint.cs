using System.Globalization;
using OmniChannel.Expressions;

namespace OmniChannel;

public static partial class Facts
{
    /// <summary>Facts of one touchpoint, for the transitions of a <see cref="Funnel"/>; no policy can ask them.</summary>
    public static class Touchpoint
    {
        internal const string DataPrefix = "touchpoint.data.";

        /// <summary>What happened.</summary>
        public static ValueFact<TouchpointType> Type { get; } = new(FactId.Host, FactKind.Text, "touchpoint.type", "What happened.", type => FactValue.Of(type.Name));

        /// <summary>Over which channel.</summary>
        public static ValueFact<Channel> Channel { get; } = new(FactId.Host, FactKind.Text, "touchpoint.channel", "Over which channel.", channel => FactValue.Of(channel.Name));

        /// <summary>On which kind of device.</summary>
        public static ValueFact<DeviceKind> Device { get; } = new(FactId.Host, FactKind.Number, "touchpoint.device", "On which kind of device.", device => FactValue.Of((long)device), FactDomain.Between(1, 5));

        /// <summary>The money in it.</summary>
        public static OrderedFact<Money> Amount { get; } = new(FactId.Host, FactKind.Money, "touchpoint.amount", "The money in it.", FactValue.Of);

        internal static IReadOnlyList<Fact> All { get; } = [Type, Channel, Device, Amount];

        /// <summary>Whether it is a fact of one touchpoint.</summary>
        internal static bool Has(Fact fact) => All.Contains(fact) || fact.Name.StartsWith(DataPrefix, StringComparison.Ordinal);

        /// <summary>An entry of the touchpoint's data, such as the words that were searched for.</summary>
        /// <param name="key">The key, such as "query".</param>
        /// <exception cref="ArgumentException">The key is empty, or longer than 100 characters.</exception>
        public static TextFact Data(string key)
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            return key.Length <= 100
                ? new(FactId.Host, DataPrefix + key, "An entry of the touchpoint's data.")
                : throw new ArgumentException($"A key of a touchpoint's data has at most 100 characters; found {key.Length}.", nameof(key));
        }

        /// <summary>Reads a condition over a touchpoint, written in the Common Expression Language: <c>touchpoint.data.query.contains("price") &amp;&amp; touchpoint.device == device.mobile</c>. Every <c>touchpoint.data.…</c> is a text.</summary>
        /// <param name="expression">The condition; its keys are names of letters, digits and '_'.</param>
        /// <exception cref="ArgumentException">It cannot be read, or asks something that is no fact of a touchpoint; the message says what and where, for every problem.</exception>
        public static Condition Parse(string expression)
        {
            ArgumentNullException.ThrowIfNull(expression);
            var tree = Parser.Parse(expression, FactSchema.BuiltIn.Environment.Limits, out _);
            IEnumerable<string> keys = tree is null ? [] : FactNames.In(tree).Where(name => name.StartsWith(DataPrefix, StringComparison.Ordinal)).Select(name => name[DataPrefix.Length..].Split('.')[0]).Distinct().Order(StringComparer.Ordinal);
            var problems = new List<ConditionProblem>();
            var condition = ConditionParser.Parse(expression, FactSchema.BuiltIn.With([.. All, .. keys.Select(Data)]), problems);
            return condition ?? throw new ArgumentException(
                string.Join(" ", problems.Select(problem => string.Create(CultureInfo.InvariantCulture, $"At {problem.Offset}: {problem.Message}"))), nameof(expression));
        }
    }
}
