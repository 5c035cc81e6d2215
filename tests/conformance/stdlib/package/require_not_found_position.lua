-- The error tells where the module was required. Manual 6.3.
package.searchers = {}
require "anything"  -- position  --! module 'anything' not found:
