using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel;

/// <summary>From a head, and what stands beside it, to what a host sees.</summary>
internal static class CartViews
{
    private static readonly Dictionary<string, string> NoFields = [];

    public static CartView Of(CartHead head, CartQuotes quotes, ConcurrentSets rule, IReadOnlyDictionary<string, string>? fields = null)
    {
        List<CartLine> lines = [], saved = [];
        foreach (var state in head.Lines)
        {
            var (quantity, conflict) = LineMeasure.Of(state, rule);
            if (quantity > 0)
            {
                (state.Item.IsSaved ? saved : lines).Add(new CartLine
                {
                    Key = state.Key,
                    Item = state.Item,
                    Quantity = quantity,
                    Conflict = conflict ? Contradicting(state, rule) : [],
                    Quote = quotes.Find(state.Key),
                });
            }
        }

        var codes = Codes(head.Codes);
        return new CartView
        {
            Cart = head.Cart,
            Version = head.Version,
            Stage = head.Life.Stage,
            Lines = lines,
            Saved = saved,
            Codes = codes,
            Fields = fields ?? NoFields,
            Currency = head.Currency,
            Total = Total(lines, head.Currency),
            TotalHash = Hash(lines, codes, []),
            UpdatedAt = head.UpdatedAt,
            Into = head.Life.Into ?? (head.Life.Successor > 0 ? new CartId(head.Cart.Customer, head.Life.Successor) : null),
            Order = head.Life.Order,
        };
    }

    /// <summary>A view with what its codes take off.</summary>
    public static CartView With(CartView view, IReadOnlyList<CartCoupon> coupons) => view with { Coupons = coupons, TotalHash = Hash(view.Lines, view.Codes, coupons) };

    private static Money? Total(List<CartLine> lines, Currency? currency)
    {
        if (currency is not { } counted)
        {
            return null;
        }

        var sum = 0L;
        foreach (var line in lines)
        {
            if (UnitOf(line) is not { } unit || unit.Currency != counted || long.MaxValue / int.Max(1, line.Quantity) < unit.Minor)
            {
                return null;
            }

            sum = checked(sum + (unit.Minor * line.Quantity));
        }

        return new Money(sum, counted);
    }

    private static Money? UnitOf(CartLine line) => line.Item.PriceOverride ?? line.Quote?.Unit;

    private static string Hash(IReadOnlyList<CartLine> lines, IReadOnlyList<string> codes, IReadOnlyList<CartCoupon> coupons)
    {
        var text = new StringBuilder();
        foreach (var line in lines.OrderBy(line => line.Key.ToString(), StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Key} {line.Quantity} {UnitOf(line)}\n");
        }

        foreach (var code in codes.Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"+{code.Length} {code}\n");
        }

        foreach (var coupon in coupons.Where(coupon => coupon.Reason is null))
        {
            text.Append(CultureInfo.InvariantCulture, $"-{coupon.Code.Length} {coupon.Code} {coupon.Applied}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    private static List<int> Contradicting(LineState line, ConcurrentSets rule)
    {
        int[] adds = new int[line.Adds.Length], sets = new int[line.Sets.Length];
        LineMeasure.Left(line, rule, adds, sets);
        return [.. sets.Distinct().Order()];
    }

    private static List<string> Codes(ReadOnlySpan<Mark> marks)
    {
        if (marks.IsEmpty)
        {
            return [];
        }

        var codes = new List<string>();
        foreach (ref readonly var mark in marks)
        {
            if (!codes.Contains(mark.Name))
            {
                codes.Add(mark.Name);
            }
        }

        return codes;
    }
}
