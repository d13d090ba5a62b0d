using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataCuration.Deduplication.Semantic;

/// <summary>
/// Products of vectors whose sums have one order on every machine: sixteen lanes, added in a fixed tree, without fused multiply-add. A machine with shorter
/// vectors does the same additions in two steps. Pure.
/// </summary>
internal static class VectorMath
{
    /// <summary>The product of two vectors of a length that is a multiple of 16.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ref float a = ref MemoryMarshal.GetReference(left);
        ref float b = ref MemoryMarshal.GetReference(right);
        Vector512<float> sum = Vector512<float>.Zero;
        for (nuint i = 0; i < (nuint)left.Length; i += 16)
        {
            sum += Vector512.LoadUnsafe(ref a, i) * Vector512.LoadUnsafe(ref b, i);
        }

        return Sum(sum);
    }

    /// <summary>The products of one vector with four others that lie one after another.</summary>
    public static Vector128<float> DotFour(ReadOnlySpan<float> left, ReadOnlySpan<float> fourRights)
    {
        ref float a = ref MemoryMarshal.GetReference(left);
        ref float b = ref MemoryMarshal.GetReference(fourRights);
        nuint length = (nuint)left.Length;
        Vector512<float> sum0 = Vector512<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        for (nuint i = 0; i < length; i += 16)
        {
            Vector512<float> x = Vector512.LoadUnsafe(ref a, i);
            sum0 += x * Vector512.LoadUnsafe(ref b, i);
            sum1 += x * Vector512.LoadUnsafe(ref b, i + length);
            sum2 += x * Vector512.LoadUnsafe(ref b, i + (2 * length));
            sum3 += x * Vector512.LoadUnsafe(ref b, i + (3 * length));
        }

        return Vector128.Create(Sum(sum0), Sum(sum1), Sum(sum2), Sum(sum3));
    }

    private static float Sum(Vector512<float> lanes)
    {
        Vector256<float> eight = lanes.GetLower() + lanes.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        return four[0] + four[2] + (four[1] + four[3]);
    }
}
