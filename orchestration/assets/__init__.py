"""The assets, one module a layer. An asset is a thin call into the other rooms: no parsing, no SQL."""
