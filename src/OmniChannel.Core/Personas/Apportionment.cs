namespace OmniChannel;

/// <summary>Divides a thousand among weights in proportion, exactly: whole parts, then one more each to the greatest remainders, of equal ones to the first. A weight that alone grows never gets less.</summary>
internal static class Apportionment
{
    public const int Whole = 1000;

    /// <param name="weights">None below zero; together below 2^53. Overwritten.</param>
    /// <param name="shares">Where they go; all zero where all weights are.</param>
    public static void Divide(Span<long> weights, Span<int> shares)
    {
        var total = 0L;
        foreach (var weight in weights)
        {
            total += weight;
        }

        shares.Clear();
        if (total == 0)
        {
            return;
        }

        var left = Whole;
        for (var i = 0; i < weights.Length; i++)
        {
            (var share, weights[i]) = Math.DivRem(weights[i] * Whole, total);
            shares[i] = (int)share;
            left -= shares[i];
        }

        for (; left > 0; left--)
        {
            var greatest = 0;
            for (var i = 1; i < weights.Length; i++)
            {
                greatest = weights[i] > weights[greatest] ? i : greatest;
            }

            shares[greatest]++;
            weights[greatest] = -1;
        }
    }
}
