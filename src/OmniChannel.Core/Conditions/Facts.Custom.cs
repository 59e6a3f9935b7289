namespace OmniChannel;

public static partial class Facts
{
    /// <summary>Facts of the host's own, declared once with their type and range, and asked like the built-in ones. Their names begin with "custom.", so that no later version of the library takes them.</summary>
    /// <remarks>The host states their values in <see cref="CustomerProfile.Attributes"/>, for a customer, and in <see cref="Message.Attributes"/>, for one message, which outranks the customer. Name them in a <see cref="FactSchema"/> to use them in policy files.</remarks>
    public static class Custom
    {
        /// <summary>Declares a fact that is true or false.</summary>
        /// <param name="name">Its name without "custom.": a lower-case letter, then letters and digits, at most 63.</param>
        /// <param name="description">What it says, in a sentence.</param>
        /// <param name="perChannel">Whether each channel has its own value.</param>
        /// <exception cref="ArgumentException">The name breaks a rule.</exception>
        public static FlagFact Flag(string name, string description, bool perChannel = false) =>
            new(FactId.Host, FactDeclaration.Name(name), FactDeclaration.Description(description), new FactDomain { PerChannel = perChannel });

        /// <summary>Declares a whole number.</summary>
        /// <param name="name">Its name without "custom.": a lower-case letter, then letters and digits, at most 63.</param>
        /// <param name="description">What it says, in a sentence.</param>
        /// <param name="min">The least value. A value below is an error, and counts as missing.</param>
        /// <param name="max">The greatest value, itself allowed.</param>
        /// <param name="perChannel">Whether each channel has its own value.</param>
        /// <param name="unit">What it counts, such as "hours"; null for nothing in particular.</param>
        /// <exception cref="ArgumentException">The name breaks a rule, or the range is empty.</exception>
        public static OrderedFact<int> Number(string name, string description, int min, int max, bool perChannel = false, string? unit = null) => min <= max
            ? new(FactId.Host, FactKind.Number, FactDeclaration.Name(name), FactDeclaration.Description(description), n => FactValue.Of(n), new FactDomain { Min = min, Max = max, PerChannel = perChannel, Unit = FactDeclaration.Unit(unit) })
            : throw new ArgumentException($"{name} is between {min} and {max}, which no number is.", nameof(max));

        /// <summary>Declares a rate in thousandths, 0 to 1000, such as one that the host learned.</summary>
        /// <param name="name">Its name without "custom.": a lower-case letter, then letters and digits, at most 63.</param>
        /// <param name="description">What it says, in a sentence.</param>
        /// <param name="perChannel">Whether each channel has its own value.</param>
        /// <exception cref="ArgumentException">The name breaks a rule.</exception>
        public static OrderedFact<int> Rate(string name, string description, bool perChannel = false) => Number(name, description, 0, 1000, perChannel, "thousandths");

        /// <summary>Declares a text, compared by ordinal.</summary>
        /// <param name="name">Its name without "custom.": a lower-case letter, then letters and digits, at most 63.</param>
        /// <param name="description">What it says, in a sentence.</param>
        /// <param name="values">The values it may have; empty for any. A value that is not named is an error, and counts as missing.</param>
        /// <param name="perChannel">Whether each channel has its own value.</param>
        /// <exception cref="ArgumentException">The name breaks a rule, or a value is named twice.</exception>
        public static TextFact Text(string name, string description, IReadOnlyList<string>? values = null, bool perChannel = false) =>
            new(FactId.Host, FactDeclaration.Name(name), FactDeclaration.Description(description), new FactDomain { Values = FactDeclaration.Values(values ?? []), PerChannel = perChannel });

        /// <summary>Declares an amount of money.</summary>
        /// <param name="name">Its name without "custom.": a lower-case letter, then letters and digits, at most 63.</param>
        /// <param name="description">What it says, in a sentence.</param>
        /// <param name="currency">Its currency, such as "EUR". An amount in another is an error, and counts as missing.</param>
        /// <param name="perChannel">Whether each channel has its own value.</param>
        /// <exception cref="ArgumentException">The name breaks a rule, or the currency is none.</exception>
        public static OrderedFact<Money> Money(string name, string description, string currency, bool perChannel = false) =>
            new(FactId.Host, FactKind.Money, FactDeclaration.Name(name), FactDeclaration.Description(description), FactValue.Of, new FactDomain { Currency = new Currency(currency).Code, PerChannel = perChannel });
    }
}
