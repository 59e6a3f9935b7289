using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>Names a cart: its customer, known or anonymous, and its number among that customer's carts. As text "1@anna"; <c>default</c> names nothing and is refused wherever it is passed.</summary>
[JsonConverter(typeof(TextJsonConverter<CartId>))]
public readonly record struct CartId : IParsable<CartId>
{
    /// <summary>Names a cart.</summary>
    /// <param name="customer">Whose; an anonymous visitor is a customer too.</param>
    /// <param name="number">Which of the customer's carts, from 1: a completed cart is followed by the next number.</param>
    /// <exception cref="ArgumentException">The customer is <c>default</c>, or the number is less than 1.</exception>
    public CartId(CustomerId customer, int number = 1)
    {
        Customer = customer.Value is not null ? customer : throw new ArgumentException("default(CustomerId) names nobody.", nameof(customer));
        Number = number >= 1 ? number : throw new ArgumentOutOfRangeException(nameof(number), number, "Carts are numbered from 1.");
    }

    /// <summary>Whose cart it is.</summary>
    public CustomerId Customer { get; }

    /// <summary>Its number among the customer's carts, from 1; 0 only for <c>default</c>.</summary>
    public int Number { get; }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not of the form "1@anna".</exception>
    public static CartId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var cart) ? cart : throw new FormatException($"'{s}' is not a cart; expected a number, '@' and a customer, such as \"1@anna\".");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CartId result)
    {
        result = default;
        var at = s?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        if (at < 1 || !int.TryParse(s.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1
            || !Text.TryRead(s![(at + 1)..], static text => new CustomerId(text), out var customer))
        {
            return false;
        }

        result = new CartId(customer, number);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Number}@{Customer.Value}");
}
